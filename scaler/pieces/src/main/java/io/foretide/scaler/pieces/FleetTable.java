package io.foretide.scaler.pieces;

import io.foretide.scaler.pieces.FleetReport.PolicySum;
import io.foretide.scaler.pieces.FleetReport.Sums;
import io.foretide.scaler.pieces.PieceResult.State;
import io.foretide.text.Counted;
import io.foretide.whatif.RecordedUse;
import io.foretide.whatif.SimulationResult;
import io.foretide.whatif.SimulationResult.Policy;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as text: a line a job, the sums, and why some failed. */
public final class FleetTable {
    private static final int MOST_NAME = 40;

    private final FleetReport report;
    private final int width;

    private FleetTable(FleetReport report) {
        this.report = report;
        this.width = report.jobs().stream()
                .mapToInt(job -> Math.min(MOST_NAME, job.job().length()))
                .max()
                .orElse(3);
    }

    /** The text, which ends its last line. */
    public static String of(FleetReport report) {
        return new FleetTable(report).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        List<PieceResult> found = jobs(job -> job.state() != State.FAILED);
        if (found.stream().anyMatch(job -> job.training().isPresent())) {
            text.append(line("job", "state   ", "seconds", "model"))
                    .append(found.stream().map(this::training).collect(Collectors.joining()));
        }
        if (found.stream().anyMatch(job -> job.simulation().isPresent())) {
            simulations(text, found);
        }
        List<PieceResult> failed = jobs(job -> job.state() == State.FAILED);
        failed.forEach(job -> text.append("failed: ")
                .append(job.job())
                .append(": ")
                .append(job.reason().orElse(""))
                .append(System.lineSeparator()));
        return text.append(summary()).append(System.lineSeparator()).toString();
    }

    private String training(PieceResult job) {
        return job.training()
                .map(model -> line(
                        job.job(),
                        String.format(Locale.ROOT, "%-8s", job.state().word()),
                        String.format(Locale.ROOT, "%7.1f", job.effort().seconds()),
                        model.version() + (model.champion() ? ", champion" : ", challenger")))
                .orElse("");
    }

    private void simulations(StringBuilder text, List<PieceResult> found) {
        Sums sums = report.sums();
        List<String> names = sums.policies().stream().map(PolicySum::name).toList();
        text.append("slot-hours (minutes beyond the lag objective)").append(System.lineSeparator());
        text.append(row("job", names.stream().toList(), "recorded"));
        for (PieceResult job : found) {
            job.simulation()
                    .ifPresent(one -> text.append(row(
                            job.job(),
                            names.stream().map(name -> figures(one, name)).toList(),
                            one.recorded().map(FleetTable::figures).orElse("-"))));
        }
        text.append(row(
                "all",
                sums.policies().stream()
                        .map(sum -> figures(sum.slotHours(), sum.violationMinutes()))
                        .toList(),
                sums.recorded().map(FleetTable::figures).orElse("-")));
    }

    private String row(String job, List<String> policies, String recorded) {
        StringBuilder row = new StringBuilder(padded(job));
        policies.forEach(text -> row.append(String.format(Locale.ROOT, "  %20s", text)));
        return row.append(String.format(Locale.ROOT, "  %20s%n", recorded)).toString();
    }

    private static String figures(SimulationResult simulation, String policy) {
        return simulation.policies().stream()
                .filter(one -> one.name().equals(policy))
                .findFirst()
                .map((Policy one) -> figures(one.slotHours(), one.violationMinutes()))
                .orElse("-");
    }

    private static String figures(RecordedUse use) {
        return use.minutes() == 0 ? "-" : figures(use.slotHours(), use.violationMinutes());
    }

    private static String figures(double slotHours, long violationMinutes) {
        return String.format(Locale.ROOT, "%,.1f (%d)", slotHours, violationMinutes);
    }

    private String line(String job, String state, String seconds, String what) {
        return padded(job) + "  " + state + "  " + seconds + "  " + what + System.lineSeparator();
    }

    private String padded(String job) {
        return String.format(Locale.ROOT, "%-" + Math.max(3, width) + "s", job);
    }

    private String summary() {
        Sums sums = report.sums();
        return Counted.of(report.jobs().size(), "job") + ": " + sums.done() + " done, " + sums.skipped()
                + " skipped, as the same was there, " + sums.failed() + " failed; "
                + String.format(Locale.ROOT, "%.0f s", report.seconds());
    }

    private List<PieceResult> jobs(java.util.function.Predicate<PieceResult> which) {
        return report.jobs().stream().filter(which).toList();
    }
}
