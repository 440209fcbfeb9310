package io.foretide.scaler.simulate;

import io.foretide.scaler.simulate.WhatIf.Outcome;
import io.foretide.telemetry.JobId;
import io.foretide.training.TrainingProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Replays what the service has stored of its job. Thread-safe.
 *
 * @param home the folder with {@code target/dist}
 * @param store the feature store's file; the decision log lies beside it
 * @param zone local time of the forecaster's calendar
 * @param usual where the knobs stand that a request does not turn
 */
public record StoredSimulation(Path home, Path store, JobId job, ZoneId zone, Knobs usual) {
    private static final Duration LONGEST = Duration.ofDays(400);

    /**
     * Runs what a JSON body asks for.
     *
     * @throws IllegalArgumentException if it asks for something impossible
     */
    public SimulationResult run(String body) throws InterruptedException {
        SimulationBody request = SimulationBody.read(body, usual);
        StoredHistory history = StoredHistory.read(store, job, zone, request.to());
        RecordedLoad load = history.load();
        if (load.step().multipliedBy(load.size()).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("history of " + load.size() + " minutes: at most " + LONGEST.toDays()
                    + " days are allowed here\nMaybe use foretide simulate, or an earlier \"to\".");
        }
        Span span = Span.of(request.span(), load.demand());
        Setup setup = Setup.of(load, span, request.knobs(), request.events(), Optional.empty(), request.seed());
        Outcome outcome = new WhatIf(home, TrainingProgress.NONE).run(setup, request.comparison());
        return outcome.result().with(RecordedUse.of(setup, history.sizes()));
    }
}
