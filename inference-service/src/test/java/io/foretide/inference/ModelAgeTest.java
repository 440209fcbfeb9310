package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.naive.FlatForecast;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.RollingWindow;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.training.CalibratedModel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAgeTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofHours(10));
    private static final JobId JOB = new JobId("orders");

    @TempDir
    Path folder;

    private final PrometheusRegistry prometheus = new PrometheusRegistry();
    private SqliteDatabase database;
    private RollingWindow history;

    @BeforeEach
    void fill() {
        database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        FeatureStore store = new FeatureStore(database);
        store.appendAll(
                JOB,
                IntStream.rangeClosed(0, 601)
                        .mapToObj(
                                i -> new FeatureRow(START.plusSeconds(60L * i), Map.of(Features.DEMAND, 100.0 + i % 7)))
                        .toList());
        history = new RollingWindow(store, JOB, Duration.ofDays(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void growsFromForecastToForecast() {
        ServingModels models = serving(Optional.of(NOW.minus(Duration.ofDays(6))));
        ForecastService service = service(models);

        service.refresh(NOW);
        assertThat(age()).containsExactly(6 * 86_400.0);

        service.refresh(NOW.plusSeconds(60));
        assertThat(age()).containsExactly(6 * 86_400.0 + 60);
    }

    @Test
    void isNothingForAMinuteThatWasOverBeforeTheTraining() {
        service(serving(Optional.of(NOW.plusSeconds(20)))).refresh(NOW);

        assertThat(age()).containsExactly(0.0);
    }

    @Test
    void goesWithTheChampion() {
        ServingModels models = serving(Optional.of(START));
        ForecastService service = service(models);
        service.refresh(NOW);

        models.demote(models.champion().orElseThrow());
        service.refresh(NOW);

        assertThat(age()).isEmpty();
    }

    @Test
    void isNotToldOfAModelWhoseTrainingTheJobsClockDoesNotKnow() {
        service(serving(Optional.empty())).refresh(NOW);

        assertThat(age()).isEmpty();
    }

    private ServingModels serving(Optional<Instant> trained) {
        CalibratedModel model = CalibratedModel.untried(FlatForecast.mean15(), history.demand(NOW));
        return ServingModels.fixed(new ServedModel("mean-1", trained, model), ZoneOffset.UTC);
    }

    private ForecastService service(ServingModels models) {
        return new ForecastService(JOB, history, models, new InferenceMetrics(prometheus), forecast -> {});
    }

    private List<Double> age() {
        return prometheus.scrape().stream()
                .filter(one -> one.getMetadata().getPrometheusName().equals("foretide_model_age_seconds"))
                .flatMap(one -> ((GaugeSnapshot) one).getDataPoints().stream())
                .map(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
                .toList();
    }
}
