package io.foretide.planner.sizing;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobMetrics;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The capacity a job needs from now on, step by step of the forecast, so that its objective holds.
 *
 * <p>At each step it is the larger of the median, which slots should carry at {@value Objective#BUSIEST} of their rate, and the
 * planned-for quantile times the learned margin, of which the part that the objective can absorb before more capacity is
 * there need not be carried. A size asked for at a step has to do until what is asked for a tick later counts, so a step's
 * need is the largest until then. The first step also needs what is measured now: a load above the forecast's quantile is
 * carried on as fast as it left the forecast, and a lag above half the objective is worked off in one objective's time.
 */
final class Requirement {
    /** Steps without a forecast. */
    private static final int BLIND_MINUTES = 30;

    private static final double TICK_SECONDS = 60;
    private static final double METRICS_DELAY_SECONDS = 10;

    /** Share of the objective that is planned with. */
    private static final double SAFE = 0.8;

    private static final double MOST_ABSORBED = 0.5;

    private final double[] recordsPerSecond;
    private final double stepMinutes;

    private Requirement(double[] recordsPerSecond, double stepMinutes) {
        this.recordsPerSecond = recordsPerSecond;
        this.stepMinutes = stepMinutes;
    }

    static Requirement of(PlanInput input) {
        Learned learned = input.state().learned();
        JobMetrics metrics = input.snapshot().metrics().orElseThrow();
        Optional<Forecast> forecast = input.forecast();
        PlannerSettings settings = input.settings();
        Instant now = input.now();
        Objective objective = settings.objective();
        double absorbed = absorbed(learned, objective);
        double level = learned.demand().level();
        double newest = learned.demand().newest();
        double lag = metrics.lagSeconds() > objective.sloLagSeconds() / 2
                ? metrics.lagRecords() / objective.sloLagSeconds()
                : 0;
        if (forecast.isEmpty()) {
            double[] flat = new double[BLIND_MINUTES];
            Arrays.fill(flat, Math.max(level / Objective.BUSIEST, newest * absorbed) + lag);
            return new Requirement(flat, 1);
        }
        Forecast made = forecast.get();
        Forecast.Path median = made.path(0.5);
        Forecast.Path high = made.path(objective.quantile());
        Duration step = made.horizon().step();
        int first = firstStep(made, now);
        double[] need = new double[made.horizon().steps() - first];
        EventFactors events = new EventFactors(settings.rules().events(), made);
        double factor = absorbed * learned.margin().factor();
        for (int i = 0; i < need.length; i++) {
            int h = first + i;
            need[i] = Math.max(median.at(h) / Objective.BUSIEST, high.at(h) * factor) * events.at(h + 1);
        }
        double expected = high.at(first);
        double present = newest > expected ? (newest + (newest - expected)) / Objective.BUSIEST : newest * absorbed;
        double aheadSeconds = Durations.seconds(learned.leadTime().estimate()) + TICK_SECONDS;
        double[] required = largestAhead(need, (int) Math.ceil(aheadSeconds * 1000 / step.toMillis()));
        required[0] = Math.max(required[0], Math.max(present, level / Objective.BUSIEST) + lag);
        return new Requirement(required, step.toMillis() / 60_000.0);
    }

    /** Index of the forecast's step that holds {@code now}; its step h from 1 covers origin + h steps and one step more. */
    private static int firstStep(Forecast forecast, Instant now) {
        long passed = Duration.between(forecast.origin(), now).toMillis()
                / forecast.horizon().step().toMillis();
        return (int) Math.max(0, Math.min(forecast.horizon().steps() - 1, passed - 1));
    }

    /**
     * The share of a sudden load that must be carried at once. While new capacity is on its way, a load of k times the
     * capacity lets the lag grow by 1 - 1/k seconds a second, and the restart adds its own time.
     */
    private static double absorbed(Learned learned, Objective objective) {
        double restart = Durations.seconds(learned.restartTime().estimate());
        double lead = Durations.seconds(learned.leadTime().estimate());
        double spare = Math.max(0, SAFE * objective.sloLagSeconds() - restart);
        double reaction = TICK_SECONDS + METRICS_DELAY_SECONDS + Math.max(0, lead - restart);
        return 1 - Math.min(MOST_ABSORBED, spare / reaction);
    }

    private static double[] largestAhead(double[] need, int ahead) {
        double[] largest = new double[need.length];
        for (int i = 0; i < need.length; i++) {
            double most = need[i];
            for (int j = i + 1; j < need.length && j <= i + ahead; j++) {
                most = Math.max(most, need[j]);
            }
            largest[i] = most;
        }
        return largest;
    }

    int steps() {
        return recordsPerSecond.length;
    }

    double stepMinutes() {
        return stepMinutes;
    }

    /** Capacity needed of what is asked for at a step, records/s. */
    double at(int step) {
        return recordsPerSecond[step];
    }
}
