package io.foretide.training.registry;

import io.foretide.series.FeatureWindow;
import io.foretide.text.InputException;
import io.foretide.training.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * Challengers and settings of a training.
 *
 * @param name of the series
 * @param models challengers
 * @param zone local time of profiles and calendar
 * @param heldOut the newest part of a history, on which nothing is fitted; at most a quarter of it
 * @param effort how long networks learn
 * @param seed same seed and data, same models
 * @param work folder for what a training needs to go on after it was ended
 */
public record TrainingPlan(
        String name, List<String> models, ZoneId zone, Duration heldOut, Effort effort, long seed, Path work) {
    /** Largest history that is used: the newest six months. */
    public static final Duration MAX_HISTORY = Duration.ofDays(183);

    /** The newest weeks, on which champion and challengers are compared. */
    public static final Duration HELD_OUT = Duration.ofDays(14);

    private static final double MAX_HELD_OUT_SHARE = 0.25;

    public TrainingPlan {
        models = List.copyOf(models);
        if (models.isEmpty() || heldOut.isNegative() || heldOut.isZero()) {
            throw new InputException(
                    "models " + models + " and " + heldOut + " held out: at least one, and a time above 0, are needed");
        }
    }

    /** The first step of a history on which nothing is fitted. */
    public int trainEnd(FeatureWindow history) {
        long out = Math.min(heldOut.dividedBy(history.step()), (long) (MAX_HELD_OUT_SHARE * history.size()));
        return (int) (history.size() - out);
    }

    /** The folder for this plan and history: fits of other data, splits or seeds are not found there. */
    Path checkpoints(FeatureWindow history) {
        return work.resolve(ModelCard.Data.of(history).sha256().substring(0, 16) + "-" + heldOut.toMinutes() + "m-"
                + effort + "-" + seed + "-" + ModelCard.FORMAT_VERSION);
    }

    ModelCard.Settings settings() {
        return new ModelCard.Settings(heldOut, seed, effort == Effort.FULL, "the last third of what comes before");
    }
}
