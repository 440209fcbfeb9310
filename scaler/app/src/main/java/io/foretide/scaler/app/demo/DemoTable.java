package io.foretide.scaler.app.demo;

import io.foretide.text.Counted;
import java.util.Locale;
import java.util.stream.Collectors;

/** The end of a demo run as text. Thread-safe. */
public final class DemoTable {
    private DemoTable() {}

    public static String of(DemoResult result) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%nTrace %s, %s to %s, %s (%d of them not measured), model %s%n",
                result.replayed().trace(),
                result.replayed().from(),
                result.replayed().to(),
                Counted.of(result.replayed().minutes(), "minute"),
                result.replayed().missingMinutes(),
                result.forecasts().model()));
        text.append(String.format(
                Locale.ROOT,
                "Measured: %.1f records/s per slot, lead time %.0f s, restart %.0f s (trace time); objective: lag within %.0f s%n",
                result.job().recordsPerSecondPerSlot(),
                result.job().leadTimeSeconds(),
                result.job().restartSeconds(),
                result.job().sloLagSeconds()));
        text.append(String.format(
                Locale.ROOT,
                "Flink ran at parallelism %s; %d of %d scale-ups whose load came were ready before it%n",
                result.rescaling().parallelisms().stream().map(String::valueOf).collect(Collectors.joining(" -> ")),
                result.rescaling().inTime(),
                result.rescaling().inTime() + result.rescaling().late()));
        result.forecasts()
                .coverage90()
                .ifPresent(share -> text.append(String.format(
                        Locale.ROOT,
                        "The 0.9 quantile forecast ten minutes ahead held in %.0f %% of the minutes%n",
                        100 * share)));
        text.append(String.format(
                Locale.ROOT,
                "%n%-14s %13s %19s %15s %9s   %s%n",
                "policy",
                "slot-minutes",
                "violation minutes",
                "worst lag (s)",
                "rescales",
                ""));
        for (DemoResult.Policy policy : result.policies()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-14s %13.0f %19d %15.0f %9d   %s%n",
                    policy.name(),
                    policy.slotMinutes(),
                    policy.violationMinutes(),
                    policy.worstLagSeconds(),
                    policy.rescales(),
                    policy.how()));
        }
        return text.toString();
    }
}
