package io.foretide.models.recurring;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.DemandTransform;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The factor by which bursts that recur raise the demand of every step:
 *
 * <pre>
 * level(t)     = median of the demand around t
 * deviation(t) = transformed demand(t) - transformed level(t)
 * factor(t)    = typical demand / level of the same phase        1 where a test finds no difference from the level
 * </pre>
 *
 * <p>Causal: the factor of a step rests on what was known a horizon before it, so that no forecast sees anything after its origin,
 * and it follows the bursts of the last two weeks. Immutable and thread-safe.
 *
 * @param kind how bursts recur
 * @param zone local time
 * @param transform after which noise is the same at every level
 * @param noise standard deviation of a deviation of steps that do not burst
 */
public record BurstCourse(Kind kind, ZoneId zone, DemandTransform transform, double noise) {
    /** A normal distribution's standard deviation beside its median absolute deviation. */
    private static final double DEVIATION_OF_MEDIAN = 1.4826;

    /** A series that is the same every minute still has a likelihood. */
    private static final double MIN_NOISE = 1e-9;

    /** How bursts recur. */
    public enum Kind {
        /** At a minute of the hour, a local time of day, or that on working days or at weekends. */
        STEADY(Duration.ofMinutes(75), Duration.ofMinutes(75), Duration.ofDays(15)),
        /** Every hour at a minute that moves: a level that is known half an hour later tells it before the next. */
        MOVING(Duration.ofMinutes(60), Duration.ofMinutes(30), Duration.ofDays(5));

        private final Duration before;
        private final Duration after;
        private final Duration memory;

        Kind(Duration before, Duration after, Duration memory) {
            this.before = before;
            this.after = after;
            this.memory = memory;
        }
    }

    /** A course of a kind, with the noise of what comes before an index. */
    static BurstCourse of(Kind kind, ZoneId zone, DemandTransform transform, FeatureWindow window, int to) {
        double[] demand = window.slice(0, to).column(Features.DEMAND).toArray();
        Steps steps = new Steps(window.step());
        double[] level = SlidingMedian.of(demand, steps.in(kind.before), steps.in(kind.after));
        double[] off = new double[to];
        Arrays.setAll(off, i -> Math.abs(transform.of(demand[i]) - transform.of(level[i])));
        double[] known = Arrays.stream(off).filter(Double::isFinite).sorted().toArray();
        double noise = known.length == 0 ? 0 : DEVIATION_OF_MEDIAN * known[known.length / 2];
        return new BurstCourse(kind, zone, transform, Math.max(MIN_NOISE, noise));
    }

    /** Time before a step that its factor rests on. */
    public Duration memory() {
        return kind.memory;
    }

    /** The factors of the steps of a window, and of those of one horizon after it. */
    double[] factors(FeatureWindow window) {
        Steps steps = new Steps(window.step());
        int ahead = Horizon.of(window.step()).steps();
        int after = steps.in(kind.after);
        double[] demand = window.column(Features.DEMAND).toArray();
        double[] level = SlidingMedian.of(demand, steps.in(kind.before), after);
        PhaseClock clock = new PhaseClock(zone, window.step());
        Phases phases = kind == Kind.STEADY
                ? new SteadyPhases(clock, transform, noise)
                : new MovingPhases(clock, transform, noise);
        double[] factors = new double[demand.length + ahead];
        for (int i = 0; i < factors.length; i++) {
            int known = i - ahead - after;
            if (known >= 0 && !Double.isNaN(demand[known]) && !Double.isNaN(level[known])) {
                clock.set(window.timeAt(known));
                phases.learn(clock, demand[known], level[known]);
            }
            clock.set(window.timeAt(i));
            factors[i] = phases.factor(clock);
        }
        return factors;
    }

    /** Whether each step of a window is due to be above the level around it. */
    public boolean[] rises(FeatureWindow window) {
        double[] factors = factors(window);
        boolean[] rises = new boolean[window.size()];
        for (int i = 0; i < rises.length; i++) {
            rises[i] = factors[i] > 1;
        }
        return rises;
    }

    /** A window whose demand is divided by its factors. */
    static FeatureWindow without(double[] factors, FeatureWindow window) {
        double[] demand = window.column(Features.DEMAND).toArray();
        Arrays.setAll(demand, i -> demand[i] / factors[i]);
        return window.with(Features.DEMAND, TimeSeries.ofObserved(window.start(), window.step(), demand));
    }
}
