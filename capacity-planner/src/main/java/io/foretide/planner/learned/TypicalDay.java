package io.foretide.planner.learned;

import io.foretide.planner.settings.LearningSettings;
import io.foretide.text.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The capacity usually needed by half hour of the day (UTC), learned while the job runs: what lies beyond the forecast's
 * horizon. It prices how long a size will do; it never justifies a size that the forecast calls too small.
 *
 * @param usual need of each half hour, records/s; before the first day is over the newest half hour stands for those not
 *     seen yet; empty before the first half hour is over
 * @param halfHours half hours learned so far
 * @param current the half hour that is being measured
 */
public record TypicalDay(List<Double> usual, int halfHours, Optional<HalfHour> current) {
    /** Length of a half hour in minutes. */
    public static final int HALF_HOUR_MINUTES = 30;

    private static final int HALF_HOURS_A_DAY = 24 * 60 / HALF_HOUR_MINUTES;

    public TypicalDay {
        usual = List.copyOf(usual);
        Check.that(halfHours >= 0, "half hours", halfHours, "0 or more");
        if (!usual.isEmpty()
                && usual.size() != HALF_HOURS_A_DAY) { // no text is made of what is well: one is made each tick
            throw Check.refusal("usual needs of", usual.size() + " half hours", "none or " + HALF_HOURS_A_DAY);
        }
        for (double need : usual) {
            Check.that(Double.isFinite(need), "need", need, "finite");
        }
    }

    /**
     * The needs of one half hour so far.
     *
     * @param number half hours since 1970
     * @param sum of the needs, records/s
     * @param most largest of them
     * @param count of them
     */
    public record HalfHour(long number, double sum, double most, int count) {
        public HalfHour {
            Check.that(number >= 0 && count >= 1, "half hour", number, "0 or more, with a need");
            Check.that(Double.isFinite(sum) && Double.isFinite(most), "needs", sum, "finite");
        }

        /** Halfway between mean and largest: one outlier does not make a half hour. */
        double need() {
            return (sum / count + most) / 2;
        }

        HalfHour and(double need) {
            return new HalfHour(number, sum + need, Math.max(most, need), count + 1);
        }
    }

    /** Nothing learned yet. */
    public static TypicalDay unknown() {
        return new TypicalDay(List.of(), 0, Optional.empty());
    }

    /** The day after one more need. */
    public TypicalDay observe(double needRecordsPerSecond, LearningSettings.Day settings, Instant now) {
        long number = numberOf(now);
        if (current.isPresent() && current.get().number() == number) {
            return new TypicalDay(usual, halfHours, Optional.of(current.get().and(needRecordsPerSecond)));
        }
        TypicalDay before = current.map(over -> learned(over, settings)).orElse(this);
        return new TypicalDay(
                before.usual,
                before.halfHours,
                Optional.of(new HalfHour(number, needRecordsPerSecond, needRecordsPerSecond, 1)));
    }

    private TypicalDay learned(HalfHour over, LearningSettings.Day settings) {
        double need = over.need();
        List<Double> next = new ArrayList<>(usual.isEmpty() ? Collections.nCopies(HALF_HOURS_A_DAY, need) : usual);
        int index = (int) (over.number() % HALF_HOURS_A_DAY);
        if (halfHours < HALF_HOURS_A_DAY) {
            for (int i = 0; i < HALF_HOURS_A_DAY - halfHours; i++) {
                next.set((index + i) % HALF_HOURS_A_DAY, need);
            }
        } else {
            next.set(index, next.get(index) + settings.weight() * (need - next.get(index)));
        }
        return new TypicalDay(next, halfHours + 1, current);
    }

    /**
     * Need that is probable in each of the {@code count} half hours after the one of {@code now}, records/s: the
     * usual, scaled by how unusual the present is; that fades.
     *
     * @param present need, for a job that has not seen a half hour yet
     */
    public double[] outlook(Instant now, double present, int count, LearningSettings.Day settings) {
        double[] expected = new double[count];
        if (usual.isEmpty()) {
            Arrays.fill(expected, present);
            return expected;
        }
        long number = numberOf(now);
        double usualNow = usual.get((int) (number % HALF_HOURS_A_DAY));
        double level = current.map(HalfHour::need).orElse(present);
        double unusual = usualNow <= 0
                ? 1
                : Math.max(1 / settings.maxUnusual(), Math.min(settings.maxUnusual(), level / usualNow));
        double fade = Math.exp(-HALF_HOUR_MINUTES / (double) settings.fade().toMinutes());
        double excess = unusual - 1;
        for (int i = 0; i < count; i++) {
            excess *= fade;
            expected[i] = usual.get((int) ((number + 1 + i) % HALF_HOURS_A_DAY)) * (1 + excess);
        }
        return expected;
    }

    private static long numberOf(Instant time) {
        return Math.floorDiv(
                time.getEpochSecond(), Duration.ofMinutes(HALF_HOUR_MINUTES).toSeconds());
    }
}
