package io.foretide.planner.sizing;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.Durations;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Courses that the load may take from now on, as a forecast's quantiles, what arrives now, announced events and the learned margin
 * have it: a Gaussian copula (Sklar 1959) whose places in the distribution follow an autoregression, from the place of the newest
 * load where that is above what was expected: below, it may be older than the forecast. What it exceeds all quantiles by stays. The
 * draws are always the same, so equal inputs have equal futures. Immutable.
 */
final class Futures {
    /** The least that tell one in a hundred with some certainty. */
    static final int COUNT = 168;

    /**
     * Of a load's place in the distribution, so much is left a minute later. Of 0.8, 0.9 and 0.95, chosen on what comes before the
     * last 30 % of eleven traces, where it hardly matters.
     */
    private static final double CORRELATION = 0.9;

    private static final int MOST_STEPS = 64;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final double[][] DRAWS = draws();

    private final double[][] loads;
    private final double stepSeconds;
    private final double passedSeconds;

    private Futures(double[][] loads, double stepSeconds, double passedSeconds) {
        this.loads = loads;
        this.stepSeconds = stepSeconds;
        this.passedSeconds = passedSeconds;
    }

    private static double[][] draws() {
        MersenneTwister random = new MersenneTwister(168);
        double[][] draws = new double[COUNT][MOST_STEPS];
        for (int future = 0; future < COUNT; future += 2) {
            for (int step = 0; step < MOST_STEPS; step++) {
                draws[future][step] = random.nextGaussian();
                draws[future + 1][step] = -draws[future][step]; // so that their mean is the forecast's
            }
        }
        return draws;
    }

    /** Those of the steps of a forecast that touch the next {@code seconds}. */
    static Futures of(PlanInput input, Forecast forecast, double seconds) {
        int first = forecast.stepAt(input.now());
        double stepSeconds = forecast.horizon().step().toMillis() / 1000.0;
        int steps = Math.min(
                Math.min(MOST_STEPS, forecast.horizon().steps() - first), 1 + (int) Math.ceil(seconds / stepSeconds));
        PlannerSettings settings = input.settings();
        EventFactors events = new EventFactors(settings.rules().events(), forecast);
        double margin = Math.max(1, input.state().learned().margin().factor());
        double newest = input.state().learned().demand().newest();
        double[] levels = forecast.paths().stream()
                .mapToDouble(path -> NORMAL.inverseCumulativeProbability(path.level()))
                .toArray();
        double[] values = at(forecast, first);
        double excess = Math.max(0, newest - values[values.length - 1]);
        double[] places = new double[COUNT];
        Arrays.fill(places, Math.max(0, placeOf(newest - excess, values, levels)));
        double[][] loads = new double[COUNT][steps];
        for (int step = 0; step < steps; step++) {
            values = at(forecast, first + step);
            double kept = Math.pow(CORRELATION, step == 0 ? 1 : stepSeconds / 60);
            double fresh = Math.sqrt(1 - kept * kept);
            double factor = margin * events.at(first + step + 1);
            for (int future = 0; future < COUNT; future++) {
                places[future] = kept * places[future] + fresh * DRAWS[future][step];
                loads[future][step] = factor * (excess + Math.max(0, valueAt(places[future], values, levels)));
            }
        }
        double passed = Durations.seconds(forecast.age(input.now())) - (first + 1) * stepSeconds;
        return new Futures(loads, stepSeconds, Math.max(0, passed));
    }

    private static double[] at(Forecast forecast, int step) {
        List<Forecast.Path> paths = forecast.paths();
        double[] values = new double[paths.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = paths.get(i).at(step);
        }
        return values;
    }

    /** On the straight line between the two levels around a place, or beyond the outermost. */
    private static double valueAt(double place, double[] values, double[] levels) {
        if (values.length == 1) {
            return values[0];
        }
        int upper = 1;
        while (upper < levels.length - 1 && place > levels[upper]) {
            upper++;
        }
        double share = (place - levels[upper - 1]) / (levels[upper] - levels[upper - 1]);
        return values[upper - 1] + share * (values[upper] - values[upper - 1]);
    }

    private static double placeOf(double value, double[] values, double[] levels) {
        int upper = 1;
        while (upper < values.length - 1 && value > values[upper]) {
            upper++;
        }
        if (values.length == 1 || values[upper] <= values[upper - 1]) {
            return 0;
        }
        double share = (value - values[upper - 1]) / (values[upper] - values[upper - 1]);
        return levels[upper - 1] + share * (levels[upper] - levels[upper - 1]);
    }

    /** Records/s in a future, so many seconds from now. */
    double load(int future, double seconds) {
        double[] course = loads[future];
        return course[Math.min(course.length - 1, (int) ((passedSeconds + seconds) / stepSeconds))];
    }
}
