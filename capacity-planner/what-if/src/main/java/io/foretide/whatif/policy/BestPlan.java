package io.foretide.whatif.policy;

import io.foretide.planner.simulation.Clairvoyant;

/** The {@link Clairvoyant}: only on what is scored, and nothing goes wrong for it. */
record BestPlan(String help) implements ComparedPolicy {
    @Override
    public String name() {
        return Clairvoyant.NAME;
    }

    @Override
    public Offer offer() {
        return Offer.ALWAYS;
    }

    @Override
    public boolean plansAhead() {
        return true;
    }

    @Override
    public PolicyRun open(PolicyInputs inputs) {
        Clairvoyant.Best best = inputs.bestPlans().plan(inputs.setup(), inputs.progress());
        return new PolicyRun(BestPlans.simulator(inputs.setup()), best.newPlan(), best.startTaskManagers());
    }
}
