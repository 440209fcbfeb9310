package io.foretide.models.recurring;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Random;

/**
 * Counts a minute around a daily course, with bursts at known minutes. Equal arguments, equal load.
 *
 * @param window the load
 * @param burst whether a minute belongs to a burst
 */
record BurstLoad(FeatureWindow window, boolean[] burst, ZoneId zone) {
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final Instant MONDAY = Instant.parse("2026-02-16T00:00:00Z");
    static final int DAY = 1440;

    /** How bursts recur. */
    enum Kind {
        HOURLY,
        QUARTER_HOURLY,
        NIGHTLY_IN_NEW_YORK,
        WEEKDAY,
        DRIFTING,
        NONE;

        /** By how much they multiply a minute. */
        double factor(ZonedDateTime local, int day) {
            int minute = local.getMinute();
            int hour = local.getHour();
            boolean working = hour >= 8 && hour < 20;
            return switch (this) {
                case HOURLY -> working && minute == 0 ? 3 + hour % 3 : working && minute == 30 ? 2 : 1;
                case QUARTER_HOURLY -> minute % 15 < 2 ? 4 : 1;
                case NIGHTLY_IN_NEW_YORK -> hour == 1 && minute >= 15 && minute < 55 ? 8 : 1;
                case WEEKDAY -> local.getDayOfWeek().getValue() <= 5 ? HOURLY.factor(local, day) : 1;
                case DRIFTING -> minute == day / 2 % 60 ? 4 : 1;
                case NONE -> 1;
            };
        }
    }

    static BurstLoad of(Kind kind, int days, long seed) {
        Random random = new Random(seed);
        ZoneId zone = kind == Kind.NIGHTLY_IN_NEW_YORK ? NEW_YORK : ZoneOffset.UTC;
        double[] demand = new double[days * DAY];
        boolean[] burst = new boolean[demand.length];
        double level = 1;
        for (int i = 0; i < demand.length; i++) {
            ZonedDateTime local = MONDAY.plusSeconds(60L * i).atZone(zone);
            double hour = local.getHour() + local.getMinute() / 60.0;
            level = Math.max(0.5, Math.min(1.8, 0.999 * level + 0.001 + 0.004 * random.nextGaussian()));
            double factor = kind.factor(local, i / DAY);
            demand[i] = poisson(random, 20 * (0.9 - 0.6 * Math.cos(2 * Math.PI * (hour - 3) / 24)) * level * factor);
            burst[i] = factor != 1;
        }
        TimeSeries series = TimeSeries.ofObserved(MONDAY, Duration.ofMinutes(1), demand);
        return new BurstLoad(
                new FeatureWindow(MONDAY, series.step(), demand.length, Map.of(Features.DEMAND, series)), burst, zone);
    }

    /** Knuth's method for small means, a rounded normal for large ones. */
    private static double poisson(Random random, double mean) {
        if (mean > 60) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
