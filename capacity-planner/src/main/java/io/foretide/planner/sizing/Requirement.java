package io.foretide.planner.sizing;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.RecentDemand;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.RequirementSettings;
import io.foretide.telemetry.JobMetrics;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.Arrays;

/**
 * The capacity a job needs from now on, step by step of the forecast, so that its objective holds. Rates in records/s; step 0
 * holds now.
 *
 * <pre>
 * need(h)     = max(median(h) / busiest, high(h) * carried * margin) * event(h)
 * carried     = 1 - min(maxAbsorbedShare, spare / reaction)
 * spare       = max(0, plannedShareOfSloLag * sloLag - restart)
 * reaction    = tick + metricsDelay + max(0, lead - restart)
 * required(h) = max of need over h .. h + lead + tick
 * required(0) = max(required(0), max(present, level / busiest) + lagToWorkOff)
 * present     = (newest + (newest - high(0))) / busiest if newest > high(0), else newest * carried
 * lagToWorkOff = lag / sloLag if the lag exceeds toleratedShareOfSloLag * sloLag, else 0
 * busiest     = medianUtilization
 * </pre>
 *
 * <p>A size asked for at a step has to do until what is asked for a tick later counts, hence the largest ahead. A load above the
 * forecast's quantile is carried on as fast as it left the forecast. Without a forecast the present is all there is. The figures
 * are those of {@link RequirementSettings}, where each has its reason.
 */
final class Requirement {
    private final double[] recordsPerSecond;
    private final double stepMinutes;

    private Requirement(double[] recordsPerSecond, double stepMinutes) {
        this.recordsPerSecond = recordsPerSecond;
        this.stepMinutes = stepMinutes;
    }

    static Requirement of(PlanInput input) {
        Present present = Present.of(input);
        return input.forecast().isPresent() ? ahead(input, input.forecast().get(), present) : blind(input, present);
    }

    /** Measurements of now, records/s; {@code carried} is the share of a sudden load that has to be carried at once. */
    private record Present(double level, double newest, double lagToWorkOff, double carried, double busiest) {
        static Present of(PlanInput input) {
            RecentDemand demand = input.state().learned().demand();
            PlannerSettings settings = input.settings();
            JobMetrics metrics = input.snapshot().metrics().orElseThrow();
            double lagToWorkOff = settings.lagSeconds(metrics) > settings.toleratedLagSeconds()
                    ? settings.recordsToWorkOff(metrics) / settings.objective().sloLagSeconds()
                    : 0;
            return new Present(
                    demand.level(settings),
                    demand.newest(),
                    lagToWorkOff,
                    carriedShare(input),
                    settings.tuning().requirement().medianUtilization());
        }

        double need() {
            return newest * carried;
        }

        double need(double expected) {
            return newest > expected ? (newest + (newest - expected)) / busiest : need();
        }
    }

    private static Requirement blind(PlanInput input, Present present) {
        Duration horizon = input.settings().tuning().requirement().blindHorizon();
        double[] flat = new double[(int) horizon.toMinutes()];
        Arrays.fill(flat, Math.max(present.level() / present.busiest(), present.need()) + present.lagToWorkOff());
        return new Requirement(flat, 1);
    }

    private static Requirement ahead(PlanInput input, Forecast forecast, Present present) {
        Duration step = forecast.horizon().step();
        int first = forecast.stepAt(input.now());
        double leadSeconds = Durations.seconds(input.leadTime());
        double tickSeconds = Durations.seconds(input.settings().timing().tick());
        int stepsUntilReplaced = (int) Math.ceil((leadSeconds + tickSeconds) * 1000 / step.toMillis());
        double[] required = largestAhead(need(input, forecast, first, present.carried()), stepsUntilReplaced);
        double expected = forecast.path(input.settings().objective().quantile()).at(first);
        required[0] = Math.max(
                required[0],
                Math.max(present.need(expected), present.level() / present.busiest()) + present.lagToWorkOff());
        return new Requirement(required, step.toMillis() / 60_000.0);
    }

    private static double[] need(PlanInput input, Forecast forecast, int first, double carried) {
        Forecast.Path median = forecast.path(0.5);
        Forecast.Path high = forecast.path(input.settings().objective().quantile());
        EventFactors events = new EventFactors(input.settings().rules().events(), forecast);
        double busiest = input.settings().tuning().requirement().medianUtilization();
        double factor = carried * input.state().learned().margin().factor();
        double[] need = new double[forecast.horizon().steps() - first];
        for (int i = 0; i < need.length; i++) {
            int h = first + i;
            need[i] = Math.max(median.at(h) / busiest, high.at(h) * factor) * events.at(h + 1);
        }
        return need;
    }

    /**
     * The share of a sudden load that must be carried at once. While new capacity is on its way, a load of k times the
     * capacity lets the lag grow by 1 - 1/k seconds a second, and the restart adds its own time.
     */
    private static double carriedShare(PlanInput input) {
        PlannerSettings settings = input.settings();
        RequirementSettings tuning = settings.tuning().requirement();
        double restart = Durations.seconds(input.state().learned().restartTime().estimate());
        double lead = Durations.seconds(input.leadTime());
        double spare =
                Math.max(0, tuning.plannedShareOfSloLag() * settings.objective().sloLagSeconds() - restart);
        double reaction = Durations.seconds(settings.timing().tick())
                + Durations.seconds(tuning.metricsDelay())
                + Math.max(0, lead - restart);
        return 1 - Math.min(tuning.maxAbsorbedShare(), spare / reaction);
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
