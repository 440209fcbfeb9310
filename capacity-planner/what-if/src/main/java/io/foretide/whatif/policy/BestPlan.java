package io.foretide.whatif.policy;

import io.foretide.planner.simulation.Clairvoyant;
import io.foretide.planner.simulation.Simulator;

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
        Simulator scored =
                new Simulator(inputs.settings().undisturbed(), inputs.setup().scored());
        Clairvoyant.Best best =
                new Clairvoyant(scored).plan(tick -> inputs.progress().accept((double) tick / scored.ticks()));
        return new PolicyRun(scored, best.plan(), best.startTaskManagers());
    }
}
