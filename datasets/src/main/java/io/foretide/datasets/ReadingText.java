package io.foretide.datasets;

import java.time.Duration;

/** What was understood of the steps of a trace, in words. */
final class ReadingText {
    private ReadingText() {}

    /** Step, time and zone, and what was missing or mended. */
    static String of(Trace trace) {
        ReadingReport report = trace.report();
        StringBuilder text = new StringBuilder(", step ")
                .append(duration(trace.step()))
                .append(", ")
                .append(trace.start())
                .append(" to ")
                .append(trace.end());
        report.zone().ifPresent(zone -> text.append(", local times of ").append(zone));
        append(text, report.missingSteps(), "step missing", "steps missing");
        append(text, report.filledIn(), "filled in", "filled in");
        append(text, report.repeatedRows(), "equal row counted once", "equal rows counted once");
        if (!report.largestOff().isZero()) {
            text.append(", times rounded by up to ").append(duration(report.largestOff()));
        }
        return text.toString();
    }

    static void append(StringBuilder text, long count, String one, String many) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(count == 1 ? one : many);
        }
    }

    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + " h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + " min";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
