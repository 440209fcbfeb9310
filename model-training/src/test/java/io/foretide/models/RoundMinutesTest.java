package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.recurring.RecurringBursts;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load with spikes at :00 and :30 that are too low for a burst: a fifth above the minutes around them. */
class RoundMinutesTest {
    private static final int DAY = 1440;
    private static final int TRAIN_END = 10 * DAY;
    private static final FeatureWindow SPIKES = load();

    private final Models models = new Models(Synthetic.LITTLE);

    private static FeatureWindow load() {
        Random random = new Random(6);
        double[] demand = new double[13 * DAY];
        double wave = 0;
        for (int i = 0; i < demand.length; i++) {
            wave = 0.999 * wave + 0.015 * random.nextGaussian();
            double mean = 60 * Math.exp(wave) * (1 - 0.5 * Math.cos(2 * Math.PI * i / DAY)) * (i % 30 == 0 ? 1.2 : 1);
            demand[i] = mean + Math.sqrt(mean) * random.nextGaussian();
        }
        return Synthetic.demand(demand);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ridge", "xgboost"})
    void theErrorFiveMinutesBeforeASpikeIsNotAboveThatThirtyMinutesBeforeTheQuiet(String name)
            throws InterruptedException {
        ForecastModel model = model(name);
        int[] origins = IntStream.iterate(TRAIN_END + 25, i -> i + 30 < SPIKES.size(), i -> i + 30)
                .toArray();

        assertThat(model).isNotInstanceOf(RecurringBursts.class);
        assertThat(error(model, origins, 5)).isLessThanOrEqualTo(error(model, origins, 30));
    }

    @Test
    void savedAndLoadedItKnowsTheMinuteOfTheHour(@TempDir Path folder) throws InterruptedException, IOException {
        ForecastModel model = model("ridge");
        int[] origins = {TRAIN_END + 25};
        model.save(ModelFiles.in(folder));

        ForecastModel loaded = Models.load(ModelFiles.in(folder));

        assertThat(loaded.predict(SPIKES, origins)).isDeepEqualTo(model.predict(SPIKES, origins));
        assertThat(loaded.history()).isEqualTo(model.history());
    }

    /** Sum of the absolute errors so many steps ahead by that of the load. */
    private static double error(ForecastModel model, int[] origins, int ahead) {
        double[] demand = SPIKES.column(Features.DEMAND).toArray();
        double[][] paths = model.predict(SPIKES, origins);
        double errors = 0;
        double load = 0;
        for (int i = 0; i < origins.length; i++) {
            double actual = demand[origins[i] + ahead];
            errors += Math.abs(actual - paths[i][ahead - 1]);
            load += actual;
        }
        return errors / load;
    }

    private ForecastModel model(String name) throws InterruptedException {
        FitRequest request = FitRequest.of(SPIKES, TRAIN_END, ZoneOffset.UTC, 1, TrainingProgress.NONE);
        return models.fitter(name).fit(request).model();
    }
}
