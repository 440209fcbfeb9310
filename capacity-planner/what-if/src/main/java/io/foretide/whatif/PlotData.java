package io.foretide.whatif;

import io.foretide.planner.simulation.TickListener;
import io.foretide.series.TimeSeries;
import io.foretide.whatif.setup.Setup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The course of a comparison, thinned for a plot: the least and the largest value of every stretch of time.
 *
 * @param from begin of the first stretch
 * @param stretchMillis length of a stretch
 * @param load records/s
 * @param policies one a policy
 */
public record PlotData(Instant from, long stretchMillis, Band load, List<Course> policies) {
    public PlotData {
        policies = List.copyOf(policies);
    }

    /** The least and the largest value of every stretch. */
    public record Band(List<Double> least, List<Double> largest) {}

    /** Slots asked for and lag seconds of one policy. */
    public record Course(String name, Band slots, Band lagSeconds) {}

    /**
     * Thins recordings.
     *
     * @param most at most so many stretches
     */
    public static PlotData of(Setup setup, Map<String, TickRecording> recordings, int most) {
        TimeSeries demand = setup.scored();
        long tickMillis = setup.settings().tick().toMillis();
        long ticks = demand.size() * demand.step().toMillis() / tickMillis;
        long ticksPerStretch = Math.max(1, (ticks + most - 1) / most);
        int stretches = (int) ((ticks + ticksPerStretch - 1) / ticksPerStretch);
        Gathered load = new Gathered(stretches);
        for (int i = 0; i < demand.size(); i++) {
            load.add((int) (i * demand.step().toMillis() / tickMillis / ticksPerStretch), demand.value(i));
        }
        List<Course> courses = new ArrayList<>();
        recordings.forEach((name, recording) -> {
            Gathered slots = new Gathered(stretches);
            Gathered lag = new Gathered(stretches);
            TickListener gather = tick -> {
                int stretch = (int) (tick.number() / ticksPerStretch);
                slots.add(stretch, tick.slotsTarget());
                lag.add(stretch, tick.lagSeconds());
            };
            recording.replay(tick -> 0, gather);
            courses.add(new Course(name, slots.band(), lag.band()));
        });
        return new PlotData(demand.start(), ticksPerStretch * tickMillis, load.band(), courses);
    }

    private static final class Gathered {
        private final double[] least;
        private final double[] largest;

        Gathered(int stretches) {
            least = new double[stretches];
            largest = new double[stretches];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
        }

        void add(int stretch, double value) {
            least[stretch] = Math.min(least[stretch], value);
            largest[stretch] = Math.max(largest[stretch], value);
        }

        /** A stretch shorter than a step has the value of the one before. */
        Band band() {
            for (int i = 1; i < least.length; i++) {
                if (Double.isInfinite(least[i])) {
                    least[i] = least[i - 1];
                    largest[i] = largest[i - 1];
                }
            }
            return new Band(rounded(least), rounded(largest));
        }

        private static List<Double> rounded(double[] values) {
            return Arrays.stream(values)
                    .mapToObj(value -> Math.round(value * 10) / 10.0)
                    .toList();
        }
    }
}
