package io.foretide.scaler.cli;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.retraining.StoredDays;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.control.KeptStores;
import io.foretide.scaler.pieces.FleetReport;
import io.foretide.scaler.pieces.FleetTable;
import io.foretide.scaler.pieces.Piece;
import io.foretide.scaler.pieces.PieceResult;
import io.foretide.scaler.pieces.SimulationPiece;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.text.Instants;
import io.foretide.text.Json;
import io.foretide.whatif.SimulationTable;
import io.foretide.whatif.policy.ComparedPolicies;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** {@code foretide simulate --all}: every job's stored history, of a configuration or of a whole store. */
record FleetSimulation(StoredJobOptions stored, FleetOptions fleet, ComparedPolicies policies) {
    /** What a fleet would have used, and what it would have used without an autoscaler. */
    private static final List<String> USUAL = List.of(ComparedPolicies.STATIC_PEAK, ComparedPolicies.FORETIDE);

    /** Prints the report and says the exit code. */
    int print(ParseResult parsed, ReportFormat format) throws Exception {
        Map<String, Object> asked = SimulationRequest.of(parsed, policies, SimulationRequest.Asked.FLEET);
        asked.putIfAbsent("policies", USUAL);
        Instant until = Optional.ofNullable(asked.remove("to"))
                .map(text -> Instants.parse(String.valueOf(text)))
                .orElseGet(() -> StoredDays.lastMidnight(Instant.now()));
        FleetReport report = report(asked, until);
        System.out.print(
                switch (format) {
                    case table -> FleetTable.of(report);
                    case json -> Json.pretty(report) + System.lineSeparator();
                    case csv -> csv(report);
                });
        return FleetRun.exitCode(report);
    }

    private FleetReport report(Map<String, Object> asked, Instant until) throws Exception {
        if (stored.file().isEmpty() && stored.store().isEmpty()) {
            throw UserError.usage("--all: takes --config, the file of the jobs, or --store, whose jobs all are meant");
        }
        if (stored.file().isEmpty()) {
            StoreAddress address = stored.store().orElseThrow();
            return run(address)
                    .report(
                            ofStore(address).stream()
                                    .map(job -> piece(job.value(), Optional.empty(), ZoneOffset.UTC, until, asked))
                                    .toList(),
                            List.of());
        }
        FleetJobs jobs = new FleetJobs(stored.file().get());
        List<Piece> pieces = jobs.pieces(one -> piece(
                one.job().value(),
                Optional.of(one.tuning().block()),
                one.calendar().zone(),
                until,
                asked));
        return run(stored.store().orElseGet(jobs::store)).report(pieces, jobs.wrong());
    }

    private FleetRun run(StoreAddress address) {
        return new FleetRun("simulate", address, fleet, policies);
    }

    private static List<JobId> ofStore(StoreAddress address) {
        try (KeptStores stores = KeptStores.read(address)) {
            return StoredJobOptions.history(stores).jobs();
        }
    }

    private static Piece piece(
            String job, Optional<PlannerBlock> planner, ZoneId zone, Instant until, Map<String, Object> asked) {
        return new SimulationPiece(job, planner, zone, until, asked);
    }

    private static String csv(FleetReport report) {
        List<String> tables = report.jobs().stream()
                .map(PieceResult::simulation)
                .flatMap(Optional::stream)
                .map(SimulationTable::csv)
                .toList();
        return tables.stream().limit(1).collect(Collectors.joining())
                + tables.stream()
                        .skip(1)
                        .flatMap(table -> table.lines().skip(1))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
    }
}
