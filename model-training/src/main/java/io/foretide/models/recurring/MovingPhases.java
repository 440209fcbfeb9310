package io.foretide.models.recurring;

import io.foretide.training.DemandTransform;
import io.foretide.training.SortedWindow;
import java.util.Arrays;

/**
 * Hourly bursts whose minute moves: each minute of the hour bursts or does not, goes on so for hours, and changes without notice.
 * The odds that it bursts are filtered from visit to visit (a hidden Markov model of two states, Rabiner 1989):
 *
 * <pre>
 * odds before a visit = odds that it bursts now, or begins, or ends
 * odds after it       = odds before * likelihood of the deviation in a burst / likelihood at the level
 * </pre>
 *
 * <p>A burst that has moved is missed once. All bursts are as high as the median of the last ones.
 */
final class MovingPhases implements Phases {
    /** A day of one burst an hour. */
    private static final int BURSTS = 24;

    /** Fewer tell no height: until then a burst is what no test could take for noise. */
    private static final int MIN_BURSTS = 3;

    private static final double CHANCE_TO_BEGIN = 0.005;
    private static final double CHANCE_TO_END = 0.05;

    /** Of an hour without any hint. */
    private static final double CHANCE_AT_FIRST = CHANCE_TO_BEGIN / (CHANCE_TO_BEGIN + CHANCE_TO_END);

    private final DemandTransform transform;
    private final double noise;
    private final double[] chance;
    private final SortedWindow logRatios = new SortedWindow(BURSTS);

    MovingPhases(PhaseClock clock, DemandTransform transform, double noise) {
        this.transform = transform;
        this.noise = noise;
        chance = new double[clock.stepsOfHour()];
        Arrays.fill(chance, CHANCE_AT_FIRST);
    }

    @Override
    public void learn(PhaseClock clock, double demand, double level) {
        Visit visit = Visit.of(transform, demand, level);
        int phase = clock.stepOfHour();
        if (logRatios.size() < MIN_BURSTS) {
            chance[phase] = visit.deviation() > Visit.CRITICAL * noise && visit.isOtherThan(Visit.LEVEL) ? 1 : 0;
        } else {
            double burst = transform.of(level * Math.exp(logRatios.quantile(0.5))) - transform.of(level);
            // log of N(deviation; burst, noise) / N(deviation; 0, noise)
            double likelihood = burst * (visit.deviation() - burst / 2) / (noise * noise);
            double odds = chance[phase] / (1 - chance[phase]) * Math.exp(Math.max(-50, Math.min(50, likelihood)));
            chance[phase] = odds / (1 + odds);
        }
        if (chance[phase] > 0.5) {
            logRatios.add(visit.logRatio());
        }
        chance[phase] = chance[phase] * (1 - CHANCE_TO_END) + (1 - chance[phase]) * CHANCE_TO_BEGIN;
    }

    @Override
    public double factor(PhaseClock clock) {
        return chance[clock.stepOfHour()] > 0.5 ? Visit.factor(logRatios.quantile(0.5)) : 1;
    }
}
