package io.foretide.training.registry;

import io.foretide.series.FeatureWindow;
import io.foretide.text.InputException;
import io.foretide.training.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Challengers and settings of a training.
 *
 * @param name of the series
 * @param models challengers
 * @param zone local time of profiles and calendar
 * @param heldOut the least of the newest part of a history, on which nothing is fitted: that is a tenth of it, no less than this, and
 *     at most a quarter
 * @param effort how long networks learn
 * @param seed same seed and data, same models
 * @param work folder for what a training needs to go on after it was ended
 */
public record TrainingPlan(
        String name, List<String> models, ZoneId zone, Duration heldOut, Effort effort, long seed, Path work) {
    /** Largest history that is used: the newest six months. */
    public static final Duration MAX_HISTORY = Duration.ofDays(183);

    /** The least of the newest weeks, on which champion and challengers are compared. */
    public static final Duration HELD_OUT = Duration.ofDays(14);

    /** The split of the reference design is 70/20/10. */
    private static final double HELD_OUT_SHARE = 0.1;

    /** 20 of the 90 per cent that are fitted on. */
    private static final double VALIDATION_SHARE = 2.0 / 9;

    private static final double MAX_HELD_OUT_SHARE = 0.25;
    private static final double MAX_VALIDATION_SHARE = 1.0 / 3;

    /** A load has working days and weekends. */
    private static final Duration LEAST_VALIDATION = Duration.ofDays(7);

    public TrainingPlan {
        models = List.copyOf(models);
        if (models.isEmpty() || heldOut.isNegative() || heldOut.isZero()) {
            throw new InputException(
                    "models " + models + " and " + heldOut + " held out: at least one, and a time above 0, are needed");
        }
    }

    /** The first step of a history on which nothing is fitted. */
    public int trainEnd(FeatureWindow history) {
        return history.size()
                - steps(history.size(), HELD_OUT_SHARE, (double) heldOut.dividedBy(history.step()), MAX_HELD_OUT_SHARE);
    }

    /** The first step of the validation part of a history, which ends at {@link #trainEnd}. */
    int validationFrom(FeatureWindow history) {
        int trainEnd = trainEnd(history);
        double week = LEAST_VALIDATION.dividedBy(history.step());
        return trainEnd - steps(trainEnd, VALIDATION_SHARE, week, MAX_VALIDATION_SHARE);
    }

    /** A share of some steps, but no fewer than {@code least}, as long as that is within the largest share. */
    private static int steps(int all, double share, double least, double largestShare) {
        return (int) Math.max(share * all, Math.min(least, largestShare * all));
    }

    /** The folder for this plan and history: fits of other data, splits or seeds are not found there. */
    Path checkpoints(FeatureWindow history) {
        return work.resolve(ModelCard.Data.of(history).sha256().substring(0, 16) + "-" + validationFrom(history) + "-"
                + trainEnd(history) + "-" + effort + "-" + seed + "-" + ModelCard.FORMAT_VERSION);
    }

    ModelCard.Settings settings(FeatureWindow history) {
        Duration out = history.step().multipliedBy(history.size() - trainEnd(history));
        return new ModelCard.Settings(out, seed, effort == Effort.FULL, validationPart(history));
    }

    /** The split in per cent, and why it is another than the reference design's where it is. */
    private String validationPart(FeatureWindow history) {
        long heldOutPercent = percent(history.size() - trainEnd(history), history);
        long validationPercent = percent(trainEnd(history) - validationFrom(history), history);
        List<String> reasons = new ArrayList<>();
        if (heldOutPercent > Math.round(100 * HELD_OUT_SHARE)) {
            reasons.add("models are compared on " + heldOut.toDays() + " days or a quarter of the data");
        }
        if (validationPercent > Math.round(100 * VALIDATION_SHARE * trainEnd(history) / history.size())) {
            reasons.add("choices are made on " + LEAST_VALIDATION.toDays() + " days or a third of the rest");
        }
        return "the %d %% before the held out %d %%".formatted(validationPercent, heldOutPercent)
                + (reasons.isEmpty()
                        ? ", as the reference design splits: 70/20/10"
                        : "; not 70/20/10, as " + String.join(", and ", reasons));
    }

    private static long percent(int steps, FeatureWindow history) {
        return Math.round(100.0 * steps / history.size());
    }
}
