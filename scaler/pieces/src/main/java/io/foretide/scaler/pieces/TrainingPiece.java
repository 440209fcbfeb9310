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
 * @param registry folder of the job's models
 * @param request what is one for all jobs
 */
public record TrainingPiece(String job, PlannerBlock planner, List<Period> masked, Path registry, Request request)
        implements Piece {
    public TrainingPiece {
        masked = List.copyOf(masked);
    }

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
