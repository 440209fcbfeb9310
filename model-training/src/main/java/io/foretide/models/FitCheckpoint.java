package io.foretide.models;

import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.ModelFitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a finished fit in a folder, so that a training that was ended goes on with the next model. The folder is that of one
 * request: whoever names it sees to that. A fit counts once the file that says so is there.
 */
final class FitCheckpoint {
    private static final String FINISHED = "done";
    private static final String HELD_OUT = "held-out";
    private static final String MODEL = "all";

    private final Path folder;

    FitCheckpoint(Path checkpoints, String model) {
        folder = checkpoints.resolve(model);
    }

    /** The fit that is kept, or a new one, which is kept. */
    FittedModel fit(ModelFitter fitter, FitRequest request) throws InterruptedException {
        ModelFiles files = ModelFiles.in(folder);
        try {
            if (Files.exists(folder.resolve(FINISHED))) {
                return new FittedModel(Models.load(files.part(HELD_OUT)), Models.load(files.part(MODEL)));
            }
            Files.createDirectories(folder);
            FittedModel fitted = fitter.fit(request.with(folder));
            fitted.heldOut().save(files.part(HELD_OUT));
            fitted.model().save(files.part(MODEL));
            Files.createFile(folder.resolve(FINISHED));
            return fitted;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the checkpoint " + folder + " cannot be used\nMaybe delete it: the model is fitted anew", e);
        }
    }
}
