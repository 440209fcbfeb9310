package io.foretide.training;

import io.foretide.series.FeatureWindow;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Data and settings that a model is fitted on.
 *
 * @param window features; nothing at or after {@code trainEnd} may be used
 * @param validationFrom the first step of the validation part, on which choices are made and intervals calibrated
 * @param trainEnd the first step after the training part
 * @param zone local time of profiles and calendar
 * @param seed of everything random
 * @param progress told how far a long fit is
 * @param checkpoints folder in which a long fit keeps what it needs to go on after it was ended
 */
public record FitRequest(
        FeatureWindow window,
        int validationFrom,
        int trainEnd,
        ZoneId zone,
        long seed,
        TrainingProgress progress,
        Optional<Path> checkpoints) {
    public FitRequest {
        if (validationFrom < 1 || trainEnd <= validationFrom || trainEnd > window.size()) {
            throw new IllegalArgumentException("validation from step " + validationFrom + " to " + trainEnd
                    + " of a window of " + window.size() + ": 1 <= from < to <= size is needed");
        }
    }

    /** A request whose validation part is the last third of the training part. */
    public static FitRequest of(FeatureWindow window, int trainEnd, ZoneId zone, long seed, TrainingProgress progress) {
        return new FitRequest(
                window, trainEnd - Math.max(1, trainEnd / 3), trainEnd, zone, seed, progress, Optional.empty());
    }

    /** The same with another validation part, up to the end of the training part. */
    public FitRequest validatedFrom(int step) {
        return new FitRequest(window, step, trainEnd, zone, seed, progress, checkpoints);
    }

    /** The same, with checkpoints in a folder. */
    public FitRequest with(Path folder) {
        return new FitRequest(window, validationFrom, trainEnd, zone, seed, progress, Optional.of(folder));
    }

    /** The same on other features of the same steps. */
    public FitRequest on(FeatureWindow other) {
        return new FitRequest(other, validationFrom, trainEnd, zone, seed, progress, checkpoints);
    }

    /** The same without checkpoints: what the fit depends on. */
    public FitRequest withoutCheckpoints() {
        return new FitRequest(window, validationFrom, trainEnd, zone, seed, progress, Optional.empty());
    }

    /** Lengths of time in steps of the window. */
    public Steps steps() {
        return new Steps(window.step());
    }
}
