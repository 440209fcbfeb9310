package io.foretide.whatif.policy;

import io.foretide.planner.baselines.FixedSize;
import io.foretide.whatif.setup.Setup;
import java.util.Arrays;

/**
 * Always the same size: enough for 1.2 times a quantile of the observed loads of the training part.
 *
 * @param quantile 1 for the largest load
 */
record StaticLoad(String name, String help, double quantile, Offer offer) implements ComparedPolicy {
    private static final double HEADROOM = 1.2;

    @Override
    public PolicyRun open(PolicyInputs inputs) {
        int size = inputs.settings().taskManagersFor(HEADROOM * observedInTraining(inputs.setup()));
        return inputs.run(new FixedSize(name, size), size);
    }

    /** Records/s. */
    private double observedInTraining(Setup setup) {
        double[] sorted = Arrays.stream(setup.load().demand().toArray())
                .limit(setup.split().trainEnd())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException(setup.load().name() + " has no observed load in its training part");
        }
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    }
}
