package io.foretide.models.global;

import io.foretide.series.FeatureWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * A load that nobody had, drawn by chance, for a network to learn from: a course of day and week, a level that wanders, jumps and grows,
 * bursts that recur, spikes that do not, noise of many kinds. Times are in UTC.
 *
 * <pre>
 * rate(t) = level * exp(course of day + of week + wandering + jumps + growth) * burst(t) * (1 + spikes(t))
 * load(t) = counts of rate(t), over-dispersed or not; or rate(t) with a relative noise; both perhaps smoothed
 * </pre>
 */
final class GeneratedLoad {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int[] MINUTES = {1, 1, 1, 5, 5, 10, 15, 30};
    private static final double MINUTES_OF_A_DAY = 1440;
    private static final double EXACT_COUNTS = 60;

    private final Random random;
    private final int minutes;
    private final double[] load;

    private GeneratedLoad(Random random) {
        this.random = random;
        minutes = MINUTES[random.nextInt(MINUTES.length)];
        int days = minutes == 1 ? 15 + random.nextInt(14) : minutes <= 10 ? 25 + random.nextInt(20) : 60;
        load = new double[(int) (days * MINUTES_OF_A_DAY / minutes)];
    }

    /** A series of three to eight weeks. */
    static FeatureWindow draw(Random random) {
        GeneratedLoad generated = new GeneratedLoad(random);
        generated.fill();
        Instant start =
                START.plus(Duration.ofMinutes((long) random.nextInt(7 * 1440) / generated.minutes * generated.minutes));
        return Derived.window(start, Duration.ofMinutes(generated.minutes), generated.load);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private double logBetween(double low, double high) {
        return Math.exp(between(Math.log(low), Math.log(high)));
    }

    private void fill() {
        DailyCourse course = new DailyCourse(random);
        Bursts bursts = new Bursts(random);
        double level = logBetween(0.5, 3000) * minutes;
        double wanderingTime = logBetween(5, 720) / minutes;
        double wandering = chance(0.3) ? 0 : logBetween(0.01, 0.4);
        double drift = chance(0.5) ? 0 : logBetween(0.003, 0.15) / Math.sqrt(MINUTES_OF_A_DAY / minutes);
        double growth = chance(0.75) ? 0 : between(-1.5, 2.5) / load.length;
        double jumpsPerStep = chance(0.6) ? 0 : between(1, 12) / load.length;
        double spikesPerDay = chance(0.65) ? 0 : logBetween(0.2, 20);
        double spikeTime = logBetween(1, 60) / minutes;
        double spikeSize = logBetween(0.3, 4);
        double slow = 0;
        double walk = 0;
        double jump = 0;
        double spike = 0;
        double keep = Math.exp(-1 / Math.max(0.3, wanderingTime));
        double keepSpike = Math.exp(-1 / Math.max(0.3, spikeTime));
        for (int i = 0; i < load.length; i++) {
            slow = keep * slow + Math.sqrt(1 - keep * keep) * wandering * random.nextGaussian();
            walk += drift * random.nextGaussian();
            if (chance(jumpsPerStep)) {
                jump = chance(0.4) ? 0 : jump + 0.6 * random.nextGaussian();
            }
            spike *= keepSpike;
            if (chance(spikesPerDay * minutes / MINUTES_OF_A_DAY)) {
                spike += spikeSize * Math.exp(0.7 * random.nextGaussian());
            }
            double exponent = course.at(i * (double) minutes) + slow + walk + jump + growth * i;
            load[i] = level
                    * Math.exp(Math.max(-12, Math.min(8, exponent)))
                    * bursts.at(i * (double) minutes)
                    * (1 + spike);
        }
        noise();
        if (chance(0.12)) {
            bound();
        }
    }

    private void noise() {
        int smoothing = chance(0.7) ? 1 : new int[] {2, 3, 5, 9, 15}[random.nextInt(5)];
        boolean smoothBefore = chance(0.5);
        double dispersion = chance(0.5) ? 0 : logBetween(0.02, 0.7);
        double relative = chance(0.65) ? -1 : logBetween(3e-4, 0.15);
        if (smoothBefore) {
            Derived.smooth(load, smoothing);
        }
        for (int i = 0; i < load.length; i++) {
            if (relative >= 0) {
                load[i] = Math.max(0, load[i] * (1 + relative * random.nextGaussian()));
            } else {
                load[i] = count(load[i] * Math.exp(dispersion * random.nextGaussian() - dispersion * dispersion / 2));
            }
        }
        if (!smoothBefore) {
            Derived.smooth(load, smoothing);
        }
    }

    /** A Poisson number (Knuth), normal for large means. */
    private double count(double mean) {
        if (mean > EXACT_COUNTS) {
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

    /** As a share of a machine: never above 100. */
    private void bound() {
        double middle = 0;
        for (double value : load) {
            middle += value / load.length;
        }
        double half = middle * between(0.5, 4);
        for (int i = 0; i < load.length; i++) {
            load[i] = 100 * load[i] / (load[i] + half);
        }
    }

    /** The logarithm of the usual course, by minute from a Monday's midnight. */
    private static final class DailyCourse {
        private static final int HARMONICS = 6;

        private final double[] cosine = new double[HARMONICS];
        private final double[] sine = new double[HARMONICS];
        private final double[] weekdays = new double[7];
        private final double shape;

        DailyCourse(Random random) {
            double size =
                    random.nextDouble() < 0.12 ? 0 : Math.exp(Math.log(0.05) + random.nextDouble() * Math.log(30));
            shape = random.nextInt(3);
            for (int k = 0; k < HARMONICS; k++) {
                double part = size / Math.pow(k + 1, 1 + random.nextDouble());
                cosine[k] = part * random.nextGaussian();
                sine[k] = part * random.nextGaussian();
            }
            double weekend = random.nextDouble() < 0.4 ? 0 : size * 0.6 * random.nextGaussian();
            double days = random.nextDouble() < 0.5 ? 0 : 0.15 * random.nextDouble();
            for (int day = 0; day < 7; day++) {
                weekdays[day] = (day >= 5 ? weekend : 0) + days * random.nextGaussian();
            }
        }

        double at(double minute) {
            double days = minute / MINUTES_OF_A_DAY;
            double sum = 0;
            for (int k = 0; k < HARMONICS; k++) {
                double angle = 2 * Math.PI * (k + 1) * days;
                sum += cosine[k] * Math.cos(angle) + sine[k] * Math.sin(angle);
            }
            int day = (int) days % 7;
            double within = days - (int) days;
            double today = weekdays[day];
            // weekdays change over an hour around midnight, and at once in a third of the series
            double blend = shape == 0 ? 1 : Math.min(1, within * 24);
            double course = blend * today + (1 - blend) * weekdays[(day + 6) % 7] + sum;
            return shape == 2 ? Math.max(-1.5, Math.min(1.5, course)) : course;
        }
    }

    /** Factors of bursts that recur, by minute. */
    private static final class Bursts {
        private final int period;
        private final double phase;
        private final int width;
        private final double factor;
        private final double second;
        private final boolean workingHours;
        private final boolean workingDays;
        private final double drift;

        Bursts(Random random) {
            int kind = random.nextInt(10);
            period = kind < 3 ? 60 : kind == 3 ? 15 : kind == 4 ? 30 : kind == 5 ? 1440 : 0;
            phase = random.nextInt(3) > 0 && period < 1440 ? 0 : random.nextInt(Math.max(1, period));
            width = period == 1440 ? 10 + random.nextInt(90) : 1 + random.nextInt(3);
            factor = Math.exp((random.nextInt(5) == 0 ? -0.3 : 1) * (0.2 + 1.7 * random.nextDouble()));
            second = random.nextInt(3) == 0 ? Math.sqrt(factor) : 1;
            workingHours = random.nextInt(3) == 0;
            workingDays = random.nextInt(4) == 0;
            drift = random.nextInt(8) == 0 ? random.nextDouble() : 0;
        }

        double at(double minute) {
            if (period == 0) {
                return 1;
            }
            int day = (int) (minute / MINUTES_OF_A_DAY);
            double hour = minute % MINUTES_OF_A_DAY / 60;
            if ((workingHours && (hour < 8 || hour >= 20)) || (workingDays && day % 7 >= 5)) {
                return 1;
            }
            double at = (minute - phase - drift * day + 10 * MINUTES_OF_A_DAY) % period;
            if (at < width) {
                return factor;
            }
            return at >= period / 2.0 && at < period / 2.0 + width ? second : 1;
        }
    }
}
