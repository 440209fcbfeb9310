package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.Effort;
import io.foretide.training.TrainingProgress;
import io.foretide.training.backtest.ForecastSink;
import io.foretide.training.registry.ModelRegistry;
import io.foretide.training.registry.TrainedModel;
import io.foretide.training.registry.Trainer;
import io.foretide.training.registry.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service follows its registry. */
class ServingModelsTest {
    private static final Instant T0 = Instant.parse("2001-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);

    private static TrainedModel first;
    private static TrainedModel second;

    @TempDir
    static Path work;

    @TempDir
    Path folder;

    private ModelRegistry registry;
    private ServingModels models;

    @BeforeAll
    static void train() throws InterruptedException, IOException {
        first = train("2001-02-01T00:00:00Z");
        second = train("2001-02-08T00:00:00Z");
    }

    @BeforeEach
    void serveTheFirst() {
        registry = new ModelRegistry(folder.resolve("registry"));
        publish(first);
        models = ServingModels.of(registry, ZoneOffset.UTC);
    }

    @Test
    void servesTheChampionWithWhatItsIntervalsHaveLearned() {
        assertThat(models.forecaster()
                        .forecast(JobHistory.of(history(22 * 144)))
                        .forecast())
                .hasValueSatisfying(forecast ->
                        assertThat(forecast.model()).isEqualTo(first.card().version()));
    }

    @Test
    void servesANewChampionAndGoesBackAfterARollback() {
        publish(second);
        models.refresh();
        assertThat(serving()).contains(second.card().version());

        registry.rollback();
        models.refresh();
        assertThat(serving()).contains(first.card().version());
        assertThat(models.shadow().map(ServedModel::version))
                .contains(second.card().version());
    }

    @Test
    void aChampionThatIsDamagedIsRefusedAndTheOneBeforeGoesOnServing() throws IOException {
        publish(second);
        Files.writeString(version(second).resolve("model.json"), "{}");
        models.refresh();

        assertThat(serving()).contains(first.card().version());
        assertThat(models.forecaster()
                        .forecast(JobHistory.of(history(22 * 144)))
                        .forecast())
                .isPresent();
    }

    @Test
    void aServiceThatStartsWithADamagedChampionServesTheOneBeforeAndCanTakeThatOffItsPlace() throws IOException {
        publish(second);
        Files.writeString(version(second).resolve("model.json"), "{}");
        models = ServingModels.of(registry, ZoneOffset.UTC);
        assertThat(serving()).contains(first.card().version());

        models.demote(models.forecaster().champion().orElseThrow());
        assertThat(serving()).isEmpty();
    }

    @Test
    void aDemotedChampionMakesRoomForTheOneBeforeAndThenForTheFallbacks() {
        publish(second);
        models.refresh();

        models.demote(models.forecaster().champion().orElseThrow());
        assertThat(serving()).contains(first.card().version());

        models.demote(models.forecaster().champion().orElseThrow());
        assertThat(serving()).isEmpty();
        assertThat(models.forecaster()
                        .forecast(JobHistory.of(history(22 * 144)))
                        .forecast())
                .hasValueSatisfying(forecast -> assertThat(forecast.model()).isEqualTo("ridge"));
    }

    @Test
    void aRegistryThatCannotBeReadChangesNothing() throws IOException {
        Files.writeString(folder.resolve("registry").resolve("aliases.json"), "not JSON");
        models.refresh();

        assertThat(serving()).contains(first.card().version());
    }

    private Optional<String> serving() {
        return models.forecaster().champion().map(ServedModel::version);
    }

    private void publish(TrainedModel model) {
        registry.publish(model);
        registry.promote(model.card().version());
    }

    private Path version(TrainedModel model) {
        return folder.resolve("registry")
                .resolve("versions")
                .resolve(model.card().version());
    }

    private static TrainedModel train(String now) throws InterruptedException, IOException {
        TrainingPlan plan = new TrainingPlan(
                "made up",
                List.of("ridge"),
                ZoneOffset.UTC,
                Duration.ofDays(4),
                Effort.QUICK,
                1,
                work.resolve("checkpoints"));
        return new Trainer(plan, TrainingProgress.NONE)
                .train(history(20 * 144), Optional.empty(), ForecastSink.NONE, Instant.parse(now))
                .models()
                .values()
                .iterator()
                .next();
    }

    private static FeatureWindow history(int size) {
        Random random = new Random(1);
        double[] demand = new double[size];
        Arrays.setAll(demand, i -> 100 + 60 * Math.sin(2 * Math.PI * i / 144) + 5 * random.nextGaussian());
        return new FeatureWindow(T0, STEP, size, Map.of(Features.DEMAND, TimeSeries.ofObserved(T0, STEP, demand)));
    }
}
