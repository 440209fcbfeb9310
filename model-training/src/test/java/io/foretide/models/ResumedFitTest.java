package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.lstm.SequenceLstmFit;
import io.foretide.series.FeatureWindow;
import io.foretide.training.Effort;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.LearningBudget;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit that was ended and is begun again. */
class ResumedFitTest {
    private static final LearningBudget LITTLE = new LearningBudget(30_000, 8, 6, 1_000);
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final FeatureWindow WEEKS = Synthetic.history(STEP, 12 * 144, 6);
    private static final int[] ORIGINS = {9 * 144, 10 * 144, 11 * 144};

    @TempDir
    Path folder;

    @Test
    void aNetworkThatWasEndedWithinAnEpochBecomesTheSameAsOneThatWasNot() throws InterruptedException {
        FittedModel expected = new SequenceLstmFit(LITTLE).fit(request(TrainingProgress.NONE));
        TrainingProgress endsInTheThirdEpoch = (phase, done, total, eta) -> {
            if (phase.equals("lstm-raw: epoch 3") && done == 2) {
                Thread.currentThread().interrupt();
            }
        };

        assertThatThrownBy(() -> new SequenceLstmFit(LITTLE)
                        .fit(request(endsInTheThirdEpoch).with(folder)))
                .isInstanceOf(InterruptedException.class);
        assertThat(folder.resolve("lstm-raw-epochs").resolve("epochs.json"))
                .content()
                .contains("\"epochs\" : 2");
        List<String> phases = new java.util.ArrayList<>();
        FittedModel resumed = new SequenceLstmFit(LITTLE)
                .fit(request((phase, done, total, eta) -> phases.add(phase)).with(folder));

        assertThat(phases).contains("lstm-raw: epoch 3").doesNotContain("lstm-raw: epoch 1", "lstm-raw: epoch 2");
        assertThat(resumed.heldOut().predict(WEEKS, ORIGINS))
                .isDeepEqualTo(expected.heldOut().predict(WEEKS, ORIGINS));
        assertThat(resumed.model().predict(WEEKS, ORIGINS))
                .isDeepEqualTo(expected.model().predict(WEEKS, ORIGINS));
    }

    @Test
    void whatWasFittedIsNotFittedAgain() throws InterruptedException {
        FittedModel before = Models.toServe(Effort.QUICK, folder, List.of())
                .fitter("ensemble")
                .fit(request(TrainingProgress.NONE));
        TrainingProgress refuses = (phase, done, total, eta) -> {
            throw new AssertionError("fitted again: " + phase);
        };

        FittedModel after = Models.toServe(Effort.QUICK, folder, List.of())
                .fitter("ensemble")
                .fit(request(refuses));

        assertThat(Files.exists(folder.resolve("ridge").resolve("done"))).isTrue();
        assertThat(after.model().predict(WEEKS, ORIGINS))
                .isDeepEqualTo(before.model().predict(WEEKS, ORIGINS));
        assertThat(after.heldOut().predict(WEEKS, ORIGINS))
                .isDeepEqualTo(before.heldOut().predict(WEEKS, ORIGINS));
    }

    @Test
    void aFitWithoutItsLastFileIsMadeAnew() throws Exception {
        Models.toServe(Effort.QUICK, folder, List.of()).fitter("ridge").fit(request(TrainingProgress.NONE));
        Files.delete(folder.resolve("ridge").resolve("done"));
        Files.writeString(folder.resolve("ridge").resolve("all-model.json"), "{");

        FittedModel again =
                Models.toServe(Effort.QUICK, folder, List.of()).fitter("ridge").fit(request(TrainingProgress.NONE));

        assertThat(again.model().predict(WEEKS, ORIGINS))
                .isDeepEqualTo(Models.named("ridge")
                        .fit(request(TrainingProgress.NONE))
                        .model()
                        .predict(WEEKS, ORIGINS));
    }

    private static FitRequest request(TrainingProgress progress) {
        return FitRequest.of(WEEKS, 9 * 144, Synthetic.NEW_YORK, 1, progress);
    }
}
