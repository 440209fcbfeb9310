package io.foretide.training.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import io.foretide.training.Effort;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import io.foretide.training.backtest.BacktestReport;
import io.foretide.training.backtest.ForecastSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every registry does, wherever it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModelRegistryContract {
    private static final FeatureWindow HISTORY = Synthetic.history(Duration.ofMinutes(10), 28 * 144, 4);

    TrainedModel first;
    TrainedModel second;

    @TempDir
    static Path work;

    @TempDir
    Path root;

    ModelRegistry registry;

    /** A registry that nobody has used. */
    abstract ModelRegistry create();

    /** The same registry, as another process sees it. */
    abstract ModelRegistry again();

    @BeforeAll
    void train() throws InterruptedException, IOException {
        first = train("xgboost", "2001-02-01T00:00:00Z", TrainingProgress.NONE);
        second = train("xgboost", "2001-02-08T00:00:00Z", TrainingProgress.NONE);
    }

    private TrainedModel train(String name, String now, TrainingProgress progress)
            throws InterruptedException, IOException {
        TrainingPlan plan = new TrainingPlan(
                "made up",
                List.of(name),
                Synthetic.NEW_YORK,
                Duration.ofDays(4),
                Effort.QUICK,
                1,
                work.resolve(now.substring(0, 10)));
        return Objects.requireNonNull(new Trainer(plan, progress)
                .train(HISTORY, Optional.empty(), ForecastSink.NONE, Instant.parse(now))
                .models()
                .get(name));
    }

    @BeforeEach
    void publishAndPromoteTheFirst() {
        registry = create();
        registry.publish(first);
        registry.promote(first.card().version());
    }

    @Test
    void givesBackWhatWasPublished() {
        TrainedModel loaded = again().load("champion");

        assertThat(forecast(loaded)).isPresent().isEqualTo(forecast(first));
        assertThat(loaded.card()).isEqualTo(first.card().withFiles(loaded.card().files()));
        assertThat(loaded.card().files()).containsOnlyKeys("calibration.gz", "card.md", "model.json", "trees.protobuf");
        assertThat(loaded.card().evaluation().scores().models())
                .extracting(BacktestReport.ModelScore::name)
                .containsExactly("last-value", "mean-15", "seasonal-naive", "profile-level", "xgboost");
    }

    @Test
    void promotesAndRollsBack() {
        registry.publish(second);
        assertThat(registry.aliases().challenger()).contains(version(second));

        registry.promote("challenger");
        assertThat(registry.load("champion").card().version()).isEqualTo(version(second));
        assertThat(registry.aliases().challenger()).isEmpty();

        registry.rollback();
        assertThat(registry.load("champion").card().version()).isEqualTo(version(first));
        assertThatThrownBy(registry::rollback)
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("no champion before");
        assertThat(registry.list()).containsExactly(version(first), version(second));
    }

    @Test
    void refusesAVersionThatIsNotThereAndNamesThoseThatAre() {
        assertThatThrownBy(() -> registry.load("../../etc"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(version(first));
    }

    @Test
    void anEmptyOneHasNoChampion() {
        ModelRegistry empty = create();
        assertThat(empty.list()).isEmpty();
        assertThat(empty.aliases()).isEqualTo(ModelAliases.NONE);
        assertThatThrownBy(() -> empty.load("champion"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("there is no champion in " + empty.name() + "; it has none");
    }

    @Test
    void aPublishedVersionNeverChanges() {
        assertThatThrownBy(() -> again().publish(first))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("never changes");
        assertThat(registry.load("champion").card().version()).isEqualTo(version(first));
    }

    @Test
    void demotesToTheChampionBeforeOrToNone() {
        registry.publish(second);
        registry.promote(version(second));

        assertThat(registry.demote(version(second)).champion()).contains(version(first));
        assertThat(registry.aliases().shadow()).contains(version(second));
        assertThat(registry.demote(version(second)).champion()).contains(version(first));
        assertThat(registry.demote(version(first)).champion()).isEmpty();
    }

    @Test
    void cancellingATrainingLeavesNothingBehind() {
        TrainingProgress cancel =
                (phase, done, total, eta) -> Thread.currentThread().interrupt();

        assertThatThrownBy(() -> registry.publish(train("ridge", "2001-03-01T00:00:00Z", cancel)))
                .isInstanceOf(InterruptedException.class);
        assertThat(registry.list()).containsExactly(version(first));
    }

    @Test
    void aChampionIsReplacedByOneThatWasComparedWithItAlone() {
        registry.publish(second);
        assertThat(registry.promote(version(second), Optional.empty())).isFalse();
        assertThat(registry.aliases().champion()).contains(version(first));
        assertThat(registry.promote(version(second), Optional.of(version(first))))
                .isTrue();
        assertThat(again().aliases().champion()).contains(version(second));
    }

    @Test
    void ofTwoProcessesThatPublishTheSameVersionOneDoes() throws Exception {
        List<Boolean> published = atOnce(this::publishSecond, 4);
        assertThat(published).containsOnlyOnce(true);
        assertThat(registry.list()).containsExactly(version(first), version(second));
        assertThat(registry.load("challenger").card().version()).isEqualTo(version(second));
    }

    private boolean publishSecond() {
        try {
            again().publish(second);
            return true;
        } catch (ModelRefusedException e) {
            return false;
        }
    }

    @Test
    void changesOfSeveralProcessesAreAllMade() throws Exception {
        registry.publish(second);
        int times = 4;
        atOnce(
                () -> {
                    ModelRegistry own = again();
                    own.promote(version(second));
                    return own.promote(version(first));
                },
                times);
        // each change adds the champion before it to those that a rollback leads to, unless there was none to make
        ModelAliases after = registry.aliases();
        assertThat(after.champion()).contains(version(first));
        List<String> order = new ArrayList<>(after.former());
        order.add(version(first));
        for (int i = 1; i < order.size(); i++) {
            assertThat(order.get(i)).isNotEqualTo(order.get(i - 1));
        }
    }

    static <T> List<T> atOnce(Callable<T> work, int times) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        CountDownLatch all = new CountDownLatch(times);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    static Optional<Forecast> forecast(TrainedModel model) {
        return model.serving().forecast(HISTORY, "", "");
    }

    static String version(TrainedModel model) {
        return model.card().version();
    }
}
