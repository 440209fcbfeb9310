package io.foretide.datasets.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Says every ten seconds where the replay is, and when it falls behind its clock. Used by one thread. */
final class ReplayProgress {
    private static final long EVERY_MILLIS = 10_000;
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    private final PrintStream out;
    private final Instant from;
    private final Instant to;
    private final ReplayClock clock;
    private long recordsOfDoneSteps;
    private long lastMillis;
    private long lastRecords;
    private long lastWarnedMillis = Long.MIN_VALUE / 2;

    ReplayProgress(PrintStream out, Instant to, ReplayClock clock) {
        this.out = out;
        this.from = clock.from();
        this.to = to;
        this.clock = clock;
        lastMillis = clock.startAtEpochMillis();
    }

    void stepSent(int records) {
        recordsOfDoneSteps += records;
    }

    void report(long nowEpochMillis, Instant step, int sentOfStep, Duration behind) {
        if (behind.compareTo(TOLERATED) > 0 && nowEpochMillis - lastWarnedMillis >= EVERY_MILLIS) {
            out.printf(Locale.ROOT, "replay is %.1f s behind its clock and catches up%n", behind.toMillis() / 1e3);
            lastWarnedMillis = nowEpochMillis;
        }
        if (nowEpochMillis - lastMillis < EVERY_MILLIS) {
            return;
        }
        long records = recordsOfDoneSteps + sentOfStep;
        long total = Duration.between(from, to).toMillis();
        long done = Math.min(total, Math.max(0, clock.traceMillisSince(from, nowEpochMillis)));
        out.printf(
                Locale.ROOT,
                "replay at %s: %,d records, %,.0f records/s, %.0f %%, %s left%n",
                step,
                records,
                (records - lastRecords) * 1e3 / (nowEpochMillis - lastMillis),
                100.0 * done / total,
                left(clock.realTime(total - done)));
        lastMillis = nowEpochMillis;
        lastRecords = records;
    }

    private static String left(Duration time) {
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
