package io.foretide.scaler.pieces;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.retraining.TrainingJob;
import io.foretide.scaler.control.Restarts;
import io.foretide.series.Period;
import io.foretide.telemetry.JobId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A job whose history is to be trained on.
 *
 * @param zone local time of its calendar
 * @param planner with which its service would use forecasts
 */
public record StoredTraining(JobId job, ZoneId zone, PlannerSettings planner) {
    /**
     * The history before an instant; the job's restarts are not its load.
     *
     * @param masked what else is not to be learned from
     * @throws IllegalStateException if nothing is stored
     */
    public TrainingJob read(Histories histories, List<Period> masked, Instant until) {
        List<Period> all = new ArrayList<>(
                histories.decisions().map(log -> Restarts.of(log, job)).orElseGet(List::of));
        all.addAll(masked);
        return TrainingJob.stored(job, histories.features(), zone, planner, all, until);
    }
}
