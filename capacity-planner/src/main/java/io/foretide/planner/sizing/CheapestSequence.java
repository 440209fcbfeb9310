package io.foretide.planner.sizing;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.TypicalDay;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;

/**
 * Receding-horizon planning: of all sequences of sizes over the forecast's horizon and the 16 hours of the typical day
 * after it, the one that costs least, by dynamic programming backwards over (step, size). Costs are in minutes of a
 * TaskManager: running, being short of the need, and rescaling, which costs more the more often it happened lately. Only
 * the first size is carried out; the next minute plans anew.
 *
 * <p>A rescale costs the same from wherever it comes, so a step takes time linear in the number of sizes.
 */
final class CheapestSequence {
    private static final int HALF_HOURS = 32;

    /** Being short in the outlook costs less than now: the plan will have been changed by then. */
    private static final double DISTANT_SHORTAGE = 5;

    /** Being short of this share of a TaskManager is not worth another one: the need is a high quantile. */
    private static final double NEGLIGIBLE = 0.2;

    private final int least;
    private final double[] cost;
    private final double perTaskManager;
    private final double rescaleMinutes;
    private final double shortage;

    private CheapestSequence(int least, int sizes, double perTaskManager, double rescaleMinutes, double shortage) {
        this.least = least;
        this.cost = new double[sizes];
        this.perTaskManager = perTaskManager;
        this.rescaleMinutes = rescaleMinutes;
        this.shortage = shortage;
    }

    /** The size to ask for now. */
    static int first(PlanContext context, Requirement near, Strategy.RecedingHorizon strategy) {
        PlannerSettings settings = context.settings();
        PlannerState state = context.state();
        double perTaskManager = context.basis().capacityPerTaskManager();
        double[] far = state.learned().typicalDay().outlook(context.now(), near.at(0), HALF_HOURS);
        double most = near.at(0);
        double fewest = near.at(0);
        for (int i = 1; i < near.steps(); i++) {
            most = Math.max(most, near.at(i));
            fewest = Math.min(fewest, near.at(i));
        }
        for (double need : far) {
            most = Math.max(most, need);
            fewest = Math.min(fewest, need);
        }
        int current = settings.sizes().bounded(state.taskManagers());
        int least = Math.min(current, settings.sizes().bounded((int) Math.floor(fewest / perTaskManager)));
        int largest = Math.max(current, settings.sizes().bounded((int)
                Math.min(Integer.MAX_VALUE, Math.ceil(most / perTaskManager))));
        double frequency = state.history().perDay(context.now()) / strategy.easyRescalesPerDay();
        double rescaleMinutes = strategy.rescaleWorth().toSeconds() / 60.0 * (1 + frequency * frequency);
        CheapestSequence plan = new CheapestSequence(
                least,
                largest - least + 1,
                perTaskManager,
                rescaleMinutes,
                settings.objective().shortagePrice(settings.slotsPerTaskManager()));
        int coolSteps = (int) Math.max(1, Math.ceil(settings.cooldown().toSeconds() / 60.0 / near.stepMinutes()));
        return plan.best(current, near, far, Math.min(coolSteps, near.steps()));
    }

    private int best(int current, Requirement near, double[] far, int coolSteps) {
        for (int i = 0; i < far.length; i++) {
            far[i] = whole(far[i]);
        }
        double[] needed = new double[near.steps()];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = whole(near.at(i));
        }
        double minutes = near.stepMinutes();
        back(far, 0, far.length, TypicalDay.MINUTES, DISTANT_SHORTAGE);
        back(needed, coolSteps, needed.length, minutes, shortage);
        double[] afterCooldown = cost.clone();
        back(needed, 1, coolSteps, minutes, shortage);
        double later = Math.min(cost[current - least], cheapestRescaled());
        double best = stage(current, needed[0], minutes, shortage) + later;
        int size = current;
        for (int i = 0; i < cost.length; i++) {
            int other = least + i;
            if (other != current) {
                double total = rescaleMinutes * other + afterCooldown[i];
                for (int step = 0; step < coolSteps && total < best; step++) {
                    total += stage(other, needed[step], minutes, shortage);
                }
                if (total < best - 1e-9) {
                    best = total;
                    size = other;
                }
            }
        }
        return size;
    }

    /** The whole TaskManagers that carry a need. */
    private double whole(double recordsPerSecond) {
        return Math.ceil(recordsPerSecond / perTaskManager - NEGLIGIBLE);
    }

    /**
     * Back in time over the steps {@code from} to {@code to} (exclusive). Steps of equal need are taken at once: within
     * them it never pays to wait with a rescale.
     */
    private void back(double[] needed, int from, int to, double minutes, double price) {
        for (int step = to - 1; step >= from; ) {
            int first = step;
            while (first > from && needed[first - 1] == needed[step]) {
                first--;
            }
            back(needed[step], (step - first + 1) * minutes, price);
            step = first - 1;
        }
    }

    /** Every size either stays or was rescaled into. */
    private void back(double needed, double minutes, double price) {
        double rescaled = cheapestRescaled();
        for (int i = 0; i < cost.length; i++) {
            cost[i] = stage(least + i, needed, minutes, price) + Math.min(cost[i], rescaled);
        }
    }

    private double cheapestRescaled() {
        double cheapest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < cost.length; i++) {
            cheapest = Math.min(cheapest, cost[i] + rescaleMinutes * (least + i));
        }
        return cheapest;
    }

    private static double stage(int size, double needed, double minutes, double price) {
        return minutes * (size + price * Math.max(0, needed - size));
    }
}
