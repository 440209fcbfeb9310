package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Forecast;
import io.foretide.models.naive.FlatForecast;
import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.RollingWindow;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.training.CalibratedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.PointForecast;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastRoundsTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int MINUTES = 600;

    @TempDir
    Path folder;

    private final InferenceMetrics metrics = new InferenceMetrics(new PrometheusRegistry());
    private SqliteDatabase database;
    private FeatureStore store;

    /** Counts how many windows it is asked for at once. */
    private static final class Asked implements ForecastModel {
        private final ForecastModel model = FlatForecast.mean15();
        private final List<Integer> calls = new ArrayList<>();
        private boolean refuses;

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public Duration history() {
            return model.history();
        }

        @Override
        public double[][] predict(FeatureWindow window, int[] origins) {
            return model.predict(window, origins);
        }

        @Override
        public List<List<PointForecast>> pointForecasts(List<Question> questions) {
            calls.add(questions.size());
            if (refuses) {
                throw new IllegalStateException("not at once");
            }
            return ForecastModel.super.pointForecasts(questions);
        }
    }

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        store = new FeatureStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A job of its own demand, whose champion is {@code model}. */
    private ForecastService job(int number, ForecastModel model) {
        JobId job = new JobId("job-" + number);
        if (store.latest(job).isEmpty()) {
            store.appendAll(
                    job,
                    IntStream.range(0, MINUTES)
                            .mapToObj(i -> new FeatureRow(
                                    START.plus(Duration.ofMinutes(i)),
                                    Map.of(Features.DEMAND, 100.0 * (number + 1) + i % 7)))
                            .toList());
        }
        RollingWindow history = new RollingWindow(store, job, Duration.ofDays(1));
        CalibratedModel calibrated = CalibratedModel.untried(model, history.demand(at(MINUTES / 2)));
        return new ForecastService(
                job,
                history,
                ServingModels.fixed(new ServedModel("shared", Optional.empty(), calibrated), ZoneOffset.UTC),
                metrics,
                forecast -> {});
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static Optional<Forecast> alone(ForecastService job) {
        job.refresh(at(MINUTES - 1));
        return job.latest();
    }

    @Test
    void asksASharedModelOnceForAllThatAreDue() {
        Asked shared = new Asked();
        List<ForecastService> jobs =
                IntStream.range(0, 5).mapToObj(i -> job(i, shared)).toList();
        List<Runnable> waiting = new ArrayList<>();
        ForecastRounds rounds = new ForecastRounds(waiting::add);
        jobs.forEach(job -> rounds.add(job, at(MINUTES - 1)));

        waiting.forEach(Runnable::run);

        assertThat(shared.calls).containsExactly(5);
        for (int i = 0; i < jobs.size(); i++) {
            assertThat(jobs.get(i).latest()).isPresent().isEqualTo(alone(job(i, FlatForecast.mean15())));
        }
    }

    @Test
    void modelsOfTheirOwnAreAskedOneByOne() {
        List<Asked> models = List.of(new Asked(), new Asked());
        List<Runnable> waiting = new ArrayList<>();
        ForecastRounds rounds = new ForecastRounds(waiting::add);
        rounds.add(job(0, models.get(0)), at(MINUTES - 1));
        rounds.add(job(1, models.get(1)), at(MINUTES - 1));

        waiting.forEach(Runnable::run);

        assertThat(models).allSatisfy(model -> assertThat(model.calls).containsExactly(1));
    }

    @Test
    void whereAllAtOnceFailsEachIsAskedByItself() {
        Asked shared = new Asked();
        shared.refuses = true;
        ForecastService job = job(0, shared);
        List<Runnable> waiting = new ArrayList<>();
        new ForecastRounds(waiting::add).add(job, at(MINUTES - 1));

        waiting.forEach(Runnable::run);

        assertThat(job.latest()).isPresent().isEqualTo(alone(job(0, FlatForecast.mean15())));
    }
}
