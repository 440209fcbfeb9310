package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import io.foretide.training.TrainingSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LstmFitTest {
    private static final FeatureWindow HISTORY = Synthetic.history(16, 3);
    private static final int[] ORIGINS = {15 * 24 * 60, 15 * 24 * 60 + 77};

    @Test
    void sameSeedAndDataGiveTheSameModel() throws InterruptedException {
        double[][] first = fit(7, TrainingProgress.NONE).predict(HISTORY, ORIGINS);
        double[][] again = fit(7, TrainingProgress.NONE).predict(HISTORY, ORIGINS);
        double[][] other = fit(8, TrainingProgress.NONE).predict(HISTORY, ORIGINS);

        assertThat(again).isDeepEqualTo(first);
        assertThat(Arrays.deepEquals(other, first)).isFalse();
    }

    @Test
    void isTheSameAfterSavingAndLoading(@TempDir Path folder) throws Exception {
        LstmModel model = fit(7, TrainingProgress.NONE);
        model.save(folder);

        assertThat(LstmModel.load(folder).predict(HISTORY, ORIGINS)).isDeepEqualTo(model.predict(HISTORY, ORIGINS));
    }

    @Test
    void takesTheInputsTheTrainingDataHas() throws InterruptedException {
        assertThat(fit(7, TrainingProgress.NONE).inputs())
                .contains("transactions/log", "heat_map_north/linear", "hour/hour_sine")
                .noneMatch(input -> input.startsWith(Features.BUSY));
    }

    @Test
    void masksAFeatureThatIsNoLongerThere() throws InterruptedException {
        FeatureWindow bare = Synthetic.demand(HISTORY.column(Features.DEMAND).toArray());

        assertThat(fit(7, TrainingProgress.NONE).predict(bare, ORIGINS)).hasDimensions(2, 30);
    }

    @Test
    void reportsProgressUpToTheEnd() throws InterruptedException {
        List<String> phases = new ArrayList<>();
        fit(7, (phase, done, total, eta) -> {
            if (done == total) {
                phases.add(phase);
            }
        });

        assertThat(phases).containsExactly("epoch 1 of 2", "epoch 2 of 2");
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        assertThatThrownBy(() -> fit(
                        7, (phase, done, total, eta) -> Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void refusesTooLittleHistory() {
        TrainingSet set = new TrainingSet(Synthetic.history(9, 3));

        assertThatThrownBy(() -> new LstmFit(set, Synthetic.NEW_YORK, Synthetic.tiny(1), TrainingProgress.NONE).fit())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usable origins");
    }

    private static LstmModel fit(long seed, TrainingProgress progress) throws InterruptedException {
        return new LstmFit(new TrainingSet(HISTORY), Synthetic.NEW_YORK, Synthetic.tiny(seed), progress).fit();
    }
}
