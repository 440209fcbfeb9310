package io.foretide.scaler.cli;

import io.foretide.process.Installation;
import io.foretide.scaler.app.ExitCode;
import io.foretide.scaler.app.TrainingBar;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.control.KeptStores;
import io.foretide.scaler.pieces.Attempts;
import io.foretide.scaler.pieces.FleetReport;
import io.foretide.scaler.pieces.FlinkPieces;
import io.foretide.scaler.pieces.Histories;
import io.foretide.scaler.pieces.LocalPieces;
import io.foretide.scaler.pieces.Piece;
import io.foretide.scaler.pieces.PieceResult;
import io.foretide.scaler.pieces.PieceTable;
import io.foretide.scaler.pieces.PieceWork;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import io.foretide.text.InputException;
import io.foretide.whatif.policy.ComparedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Work on all jobs: its pieces are done here or on a Flink, and give one report.
 *
 * @param name of the work, such as {@code train}
 * @param policies that can be compared here
 */
record FleetRun(String name, StoreAddress store, FleetOptions options, ComparedPolicies policies) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);
    private static final String BATCH = "flink-batch";

    /**
     * Does all of it.
     *
     * @param wrong jobs that cannot be worked on
     * @throws UserError if nothing can be begun
     */
    FleetReport report(List<Piece> pieces, List<PieceResult> wrong) throws Exception {
        if (pieces.isEmpty() && wrong.isEmpty()) {
            throw UserError.failed("there is no job");
        }
        long start = System.nanoTime();
        List<PieceResult> results =
                new ArrayList<>(pieces.isEmpty() ? List.of() : Interruptible.call(() -> done(pieces)));
        results.addAll(wrong);
        return FleetReport.of(results, (System.nanoTime() - start) / 1e9);
    }

    /** What a shell is told of it. */
    static int exitCode(FleetReport report) {
        return (report.sums().failed() == 0 ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private List<PieceResult> done(List<Piece> pieces) throws IOException, InterruptedException {
        try (TrainingBar bar = new TrainingBar(System.err)) {
            if (options.on().isPresent()) {
                return onFlink(options.on().get(), pieces, bar);
            }
            try (KeptStores stores = KeptStores.read(store)) {
                Histories histories = Histories.of(stores)
                        .orElseThrow(() -> new InputException(
                                "store " + stores.place() + ": there is no such file on this machine"));
                PieceWork work = new PieceWork(histories, Installation.here(), policies);
                return LocalPieces.run(pieces, new Attempts(work), LocalPieces.threads(), bar);
            }
        }
    }

    private List<PieceResult> onFlink(String on, List<Piece> pieces, TrainingBar bar)
            throws IOException, InterruptedException {
        if (!(store instanceof StoreAddress.Postgres server)) {
            throw UserError.usage("--on " + on + " with store " + store + ": a Flink's machines do not have that file"
                    + "\nMaybe move it: foretide store copy --from " + store
                    + " --to jdbc:postgresql://host:5432/database");
        }
        Path jar = Installation.here().programFolder(BATCH).resolve("foretide-" + BATCH + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw UserError.failed(jar + " is missing: it has what Flink runs\nMaybe build it: ./mvnw package");
        }
        try (PostgresDatabase database =
                PostgresDatabase.open(server, StoreLogin.of(System.getenv()), PieceTable.BESIDE_OTHERS)) {
            String run = name + "-" + STAMP.format(Instant.now()) + "-"
                    + UUID.randomUUID().toString().substring(0, 8);
            System.err.println("Run " + run + " on " + on);
            return new FlinkPieces(on, server, new PieceTable(database), jar).run(run, pieces, bar);
        }
    }
}
