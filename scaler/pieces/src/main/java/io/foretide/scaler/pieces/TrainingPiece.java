package io.foretide.scaler.pieces;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.series.Period;
import io.foretide.training.Effort;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Models of one job, fitted and compared, and the best of them published.
 *
 * @param planner the job's, and its local time
 * @param masked what is not to be learned from, besides restarts
 * @param registry where the job's models are
 * @param request what is one for all jobs
 */
public record TrainingPiece(String job, PlannerBlock planner, List<Period> masked, Registry registry, Request request)
        implements Piece {
    public TrainingPiece {
        masked = List.copyOf(masked);
    }

    /**
     * A registry of models.
     *
     * @param folder of the models; of trainings under way, where the models are in the store
     * @param isInStore whether they are in the database of the histories
     */
    public record Registry(Path folder, boolean isInStore) {}

    /**
     * How all jobs are trained.
     *
     * @param models the challengers
     * @param until what comes before counts
     * @param now goes into versions and cards
     */
    public record Request(List<String> models, Effort effort, long seed, Instant until, Instant now) {
        public Request {
            models = List.copyOf(models);
        }
    }
}
