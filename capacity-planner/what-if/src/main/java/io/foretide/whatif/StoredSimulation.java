package io.foretide.whatif;

import io.foretide.planner.decision.SizeAt;
import io.foretide.process.Installation;
import io.foretide.store.FeatureStore;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.WhatIf.Outcome;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.KnownJob;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.RecordedLoad;
import io.foretide.whatif.setup.Setup;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Replays what the service has stored of its job. Thread-safe.
 *
 * @param installation where the programs of compared policies are
 * @param store with the history
 * @param sizes what was asked for after every tick so far, oldest first
 * @param zone local time of the forecaster's calendar
 * @param known what is known of the job now: where the options stand that a request does not set
 * @param policies that a request may name
 */
public record StoredSimulation(
        Installation installation,
        FeatureStore store,
        Supplier<List<SizeAt>> sizes,
        JobId job,
        ZoneId zone,
        Supplier<KnownJob> known,
        ComparedPolicies policies) {
    private static final Duration MAX_HISTORY = Duration.ofDays(400);

    /** The simulation by the policies that are installed. */
    public static StoredSimulation of(
            Installation installation,
            FeatureStore store,
            Supplier<List<SizeAt>> sizes,
            JobId job,
            ZoneId zone,
            Supplier<KnownJob> known) {
        return new StoredSimulation(installation, store, sizes, job, zone, known, ComparedPolicies.installed());
    }

    /**
     * Runs what a JSON body asks for.
     *
     * @throws IllegalArgumentException if it asks for something impossible
     */
    public SimulationResult run(String body) throws InterruptedException {
        KnownJob now = known.get();
        SimulationBody request = SimulationBody.read(body, policies, now.options());
        StoredHistory history = StoredHistory.read(store, job, zone, request.to(), sizes.get());
        RecordedLoad load = history.load();
        if (Durations.isLonger(load.step().multipliedBy(load.size()), MAX_HISTORY)) {
            throw new IllegalArgumentException("history of " + load.size() + " minutes: at most " + MAX_HISTORY.toDays()
                    + " days are allowed here\nMaybe use foretide simulate, or an earlier \"to\".");
        }
        EvaluationSplit split = EvaluationSplit.of(request.split(), load.demand());
        Setup setup = new Setup(load, split, request.options(), request.events(), Optional.empty(), request.seed());
        Outcome outcome = new WhatIf(installation, TrainingProgress.NONE).run(setup, request.comparison());
        return outcome.result()
                .with(
                        RecordedUse.of(setup, history.sizes(), now.recordedSlots(request.options())),
                        now.sources(request.options()));
    }
}
