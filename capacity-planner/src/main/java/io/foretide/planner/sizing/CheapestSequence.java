package io.foretide.planner.sizing;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.TypicalDay;
import io.foretide.planner.settings.HorizonSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Sizes;
import io.foretide.planner.settings.Strategy;

/**
 * Receding-horizon planning: of all sequences of sizes over the forecast's horizon and some hours of the typical day
 * after it, the one that costs least, by dynamic programming backwards over (step, size). Costs are in minutes of a
 * TaskManager: running, being short of the need, and rescaling, which costs more the more often it happened lately. Only
 * the first size is carried out; the next tick plans anew.
 *
 * <p>A rescale costs the same from wherever it comes, so a step takes time linear in the number of sizes.
 */
final class CheapestSequence {
    private final HorizonSettings settings;
    private final int minSize;
    private final double[] cost;
    private final Sizes sizes;
    private final double recordsPerSecondPerSubtask;
    private final Prices prices;

    private CheapestSequence(HorizonSettings settings, int minSize, int maxSize, PlanContext context, Prices prices) {
        this.settings = settings;
        this.minSize = minSize;
        this.cost = new double[maxSize - minSize + 1];
        this.sizes = context.settings().sizes();
        this.recordsPerSecondPerSubtask = context.recordsPerSecondPerSubtask(); // once for the hundred needs of a plan
        this.prices = prices;
    }

    /** In minutes of a TaskManager: of a rescale to one TaskManager, and of being one short for a minute. */
    private record Prices(double rescale, double shortage) {}

    /** The size to ask for now. */
    static int first(PlanContext context, Requirement near, Strategy.RecedingHorizon strategy) {
        PlannerSettings settings = context.settings();
        PlannerState state = context.state();
        HorizonSettings tuning = settings.tuning().horizon();
        int halfHours = (int) (tuning.outlook().toMinutes() / TypicalDay.HALF_HOUR_MINUTES);
        double[] far = state.learned()
                .typicalDay()
                .outlook(
                        context.now(),
                        near.at(0),
                        halfHours,
                        settings.tuning().learning().day());
        double maxNeed = near.at(0);
        double minNeed = near.at(0);
        for (int i = 1; i < near.steps(); i++) {
            maxNeed = Math.max(maxNeed, near.at(i));
            minNeed = Math.min(minNeed, near.at(i));
        }
        for (double need : far) {
            maxNeed = Math.max(maxNeed, need);
            minNeed = Math.min(minNeed, need);
        }
        int current = settings.sizes().bounded(state.taskManagers());
        int minSize = Math.min(current, settings.sizes().bounded((int) Math.floor(context.taskManagersFor(minNeed))));
        int maxSize = Math.max(current, settings.sizes().bounded((int)
                Math.min(Integer.MAX_VALUE, Math.ceil(context.taskManagersFor(maxNeed)))));
        double frequency = state.history().perDay(context.now()) / strategy.easyRescalesPerDay();
        double rescaleMinutes = strategy.rescaleWorth().toSeconds() / 60.0 * (1 + frequency * frequency);
        Prices prices = new Prices(rescaleMinutes, settings.objective().shortagePrice(settings.slotsPerTaskManager()));
        CheapestSequence plan = new CheapestSequence(tuning, minSize, maxSize, context, prices);
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
        back(far, 0, far.length, TypicalDay.HALF_HOUR_MINUTES, settings.distantShortagePrice());
        back(needed, coolSteps, needed.length, minutes, prices.shortage());
        double[] afterCooldown = cost.clone();
        back(needed, 1, coolSteps, minutes, prices.shortage());
        double later = Math.min(cost[current - minSize], cheapestRescaled());
        double best = stage(current, needed[0], minutes, prices.shortage()) + later;
        int size = current;
        for (int i = 0; i < cost.length; i++) {
            int other = minSize + i;
            if (other != current) {
                double total = prices.rescale() * other + afterCooldown[i];
                for (int step = 0; step < coolSteps && total < best; step++) {
                    total += stage(other, needed[step], minutes, prices.shortage());
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
        return settings.whole(sizes.taskManagersFor(recordsPerSecond / recordsPerSecondPerSubtask));
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
            cost[i] = stage(minSize + i, needed, minutes, price) + Math.min(cost[i], rescaled);
        }
    }

    private double cheapestRescaled() {
        double cheapest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < cost.length; i++) {
            cheapest = Math.min(cheapest, cost[i] + prices.rescale() * (minSize + i));
        }
        return cheapest;
    }

    private static double stage(int size, double needed, double minutes, double price) {
        return minutes * (size + price * Math.max(0, needed - size));
    }
}
