package io.foretide.whatif;

import io.foretide.text.Counted;
import io.foretide.text.Durations;
import io.foretide.whatif.SimulationResult.Forecaster;
import io.foretide.whatif.SimulationResult.MinutesAhead;
import io.foretide.whatif.SimulationResult.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A result as text. */
public final class SimulationTable {
    static final String CSV_HEADER = "trace,policy,slotHours,slotHoursVsClairvoyant,violationMinutes,violationShare,"
            + "rescales,rescalesPerDay,restartSeconds,lagSecondsP99,lagSecondsMax,cost,minutesAheadMedian,scaleUpsInTimeShare\n";

    private static final String NL = System.lineSeparator();

    private SimulationTable() {}

    /** A table for people. */
    public static String of(SimulationResult result) {
        StringBuilder text = new StringBuilder(heading(result)).append(header());
        result.policies().forEach(policy -> text.append(row(policy)));
        result.policies().forEach(policy -> adopted(policy).ifPresent(text::append));
        atLeast(result).ifPresent(note -> text.append(NL).append(note).append(NL));
        result.verdict()
                .ifPresent(verdict -> text.append(NL).append(verdict.text()).append(NL));
        result.recorded().ifPresent(use -> text.append(recorded(use, result)));
        return text.toString();
    }

    /** What was simulated, and an empty line. */
    static String heading(SimulationResult result) {
        StringBuilder text = new StringBuilder();
        SimulationResult.Settings settings = result.settings();
        text.append(String.format(
                Locale.ROOT,
                "%s, step %s: %s to %s, %,d minutes, after a warm-up of %s%n",
                result.trace(),
                Durations.format(result.step()),
                result.evaluated().from(),
                result.evaluated().to(),
                result.evaluated().minutes(),
                result.evaluated().warmUp().isZero()
                        ? "0s"
                        : Durations.format(result.evaluated().warmUp())));
        text.append(String.format(
                Locale.ROOT,
                "%.6g records/s a slot, %s a TaskManager, at most %s, lead time %s, restart %s, lag within %s%n",
                settings.sizes().recordsPerSecondPerSlot(),
                Counted.of(settings.sizes().slotsPerTaskManager(), "slot"),
                Counted.of(settings.sizes().maxTaskManagers(), "TaskManager"),
                Durations.format(settings.times().leadTime()),
                Durations.format(settings.times().restartTime()),
                Durations.format(settings.times().sloLag())));
        for (Forecaster forecaster : result.forecasts()) {
            text.append(String.format(
                    Locale.ROOT,
                    "forecasts of %s, trained in %.1f s: %s%n",
                    forecaster.model(),
                    forecaster.trainSeconds(),
                    String.join(", ", forecaster.usedBy())));
        }
        return text.append(NL).toString();
    }

    /** Says which settings a policy has taken on. */
    private static Optional<String> adopted(Policy policy) {
        if (policy.adopted().isEmpty()) {
            return Optional.empty();
        }
        String changes = policy.adopted().stream()
                .map(adoption -> adoption.at() + " (" + adoption.settings().get("strategy") + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(String.format(
                Locale.ROOT,
                "%n%s tuned itself, and took on other settings at %s; all of them: -o json%n",
                policy.name(),
                changes));
    }

    /** Says that the best was bounded and not found. */
    private static Optional<String> atLeast(SimulationResult result) {
        if (result.clairvoyantExact().orElse(true)
                || result.clairvoyantSlotHours().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "x best: at least %.1f slot-hours are needed by anyone who keeps the objective; this load can be served in too many"
                        + " ways to look at each, and the clairvoyant shows a good one",
                result.clairvoyantSlotHours().getAsDouble()));
    }

    private static String recorded(RecordedUse use, SimulationResult result) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%nreally used: %.1f slot-hours, cost %.2f, %s violated; sizes known in %d of %d minutes%n",
                use.slotHours(),
                use.cost(),
                Counted.of(use.violationMinutes(), "minute"),
                use.minutes(),
                use.minutes() + use.unknownMinutes()));
        if (use.minutes() == 0) {
            return text.append("nothing is known of the sizes: compare with static-peak")
                    .append(NL)
                    .toString();
        }
        double share = (double) use.minutes() / (use.minutes() + use.unknownMinutes());
        for (Policy policy : result.policies()) {
            double saved = 1 - policy.slotHours() * share / use.slotHours();
            text.append(String.format(
                    Locale.ROOT,
                    "%-20s would have %s %.1f %% of the slot-hours%n",
                    policy.name(),
                    saved >= 0 ? "saved" : "used in addition",
                    100 * Math.abs(saved)));
        }
        return text.toString();
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                "%-20s %11s %7s %9s %9s %8s %8s %10s %8s %9s %12s %15s%n",
                "policy",
                "slot-hours",
                "x best",
                "violated",
                "share",
                "rescales",
                "per day",
                "restart s",
                "lag p99",
                "lag max",
                "cost",
                "ready ahead");
    }

    static String row(Policy policy) {
        return String.format(
                Locale.ROOT,
                "%-20s %11.1f %7s %5d min %8.3f%% %8d %8.2f %10.0f %6.0f s %7.0f s %12.2f %15s%n",
                policy.name(),
                policy.slotHours(),
                policy.slotHoursVsClairvoyant().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%.3f",
                                policy.slotHoursVsClairvoyant().getAsDouble())
                        : "-",
                policy.violationMinutes(),
                100 * policy.violationShare(),
                policy.rescales(),
                policy.rescalesPerDay(),
                policy.restartSeconds(),
                policy.lagSecondsP99(),
                policy.lagSecondsMax(),
                policy.cost(),
                policy.minutesAhead().map(SimulationTable::ahead).orElse("-"));
    }

    private static String ahead(MinutesAhead ahead) {
        return String.format(Locale.ROOT, "%.1f min %3.0f %%", ahead.median(), 100 * ahead.shareInTime());
    }

    /** The policies as CSV. */
    public static String csv(SimulationResult result) {
        return CSV_HEADER + String.join("", csvRows(result));
    }

    static List<String> csvRows(SimulationResult result) {
        return result.policies().stream()
                .map(p -> String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%s,%d,%s,%d,%s,%s,%s,%s,%s,%s,%s\n",
                        quoted(result.trace()),
                        p.name(),
                        p.slotHours(),
                        p.slotHoursVsClairvoyant().isPresent()
                                ? String.valueOf(p.slotHoursVsClairvoyant().getAsDouble())
                                : "",
                        p.violationMinutes(),
                        p.violationShare(),
                        p.rescales(),
                        p.rescalesPerDay(),
                        p.restartSeconds(),
                        p.lagSecondsP99(),
                        p.lagSecondsMax(),
                        p.cost(),
                        p.minutesAhead()
                                .map(ahead -> String.valueOf(ahead.median()))
                                .orElse(""),
                        p.minutesAhead()
                                .map(ahead -> String.valueOf(ahead.shareInTime()))
                                .orElse("")))
                .toList();
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
