package io.foretide.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.Period;
import io.foretide.series.TimeSeries;
import io.foretide.training.Effort;
import io.foretide.training.TrainingMask;
import io.foretide.training.TrainingProgress;
import io.foretide.training.registry.ModelRegistry;
import io.foretide.training.registry.TrainingPlan;
import io.foretide.whatif.setup.SimulationOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingTest {
    private static final Instant T0 = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2001-02-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final FeatureWindow HISTORY = history(21 * 144);

    @TempDir
    Path folder;

    private ModelRegistry registry;

    @BeforeEach
    void open() {
        registry = new ModelRegistry(folder);
    }

    @Test
    void aFirstModelThatBeatsTheBaselinesBecomesChampionAndIsNotReplacedByItself() throws Exception {
        Retraining.Result first = retraining(List.of()).run(HISTORY, TrainingProgress.NONE, NOW);

        assertThat(first.promoted()).as(first.card().evaluation().verdict()).isTrue();
        assertThat(registry.load("champion").card()).isEqualTo(first.card());
        assertThat(first.card().evaluation().costs())
                .containsOnlyKeys("last-value", "mean-15", "seasonal-naive", "profile-level", "ridge")
                .allSatisfy((model, cost) -> assertThat(cost).isPositive());
        assertThat(registry.trainingFolder()).doesNotExist();

        Retraining.Result second = retraining(List.of()).run(HISTORY, TrainingProgress.NONE, NOW.plusSeconds(60));

        assertThat(second.promoted()).isFalse();
        assertThat(second.card().evaluation().verdict())
                .startsWith("challenger: its pinball loss of")
                .contains("of champion");
        assertThat(registry.aliases().champion()).contains(first.card().version());
        assertThat(registry.aliases().shadow()).contains(second.card().version());
    }

    @Test
    void sameDataAndSeedGiveTheSameModelAlsoAfterItWasEnded() throws Exception {
        retraining(List.of()).run(HISTORY, TrainingProgress.NONE, NOW);
        TrainingProgress ends = (phase, done, total, eta) -> {
            if (phase.equals("ridge: forecasting")) {
                Thread.currentThread().interrupt();
            }
        };
        ModelRegistry other = new ModelRegistry(folder.resolve("other"));
        assertThatThrownBy(() -> retraining(other, List.of()).run(HISTORY, ends, NOW))
                .isInstanceOf(InterruptedException.class);
        assertThat(other.list()).isEmpty();
        retraining(other, List.of()).run(HISTORY, TrainingProgress.NONE, NOW);

        assertThat(model(other)).isEqualTo(model(registry));
    }

    @Test
    void anIncidentIsNotLearnedFrom() throws Exception {
        Period incident = new Period(T0.plus(Duration.ofDays(9)), T0.plus(Duration.ofDays(10)));

        Retraining.Result result = retraining(List.of(incident)).run(HISTORY, TrainingProgress.NONE, NOW);

        assertThat(result.card().provenance().data().observed()).isEqualTo(HISTORY.size() - 144);
    }

    @Test
    void tooShortAHistoryMakesNoRegistry() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> retraining(new ModelRegistry(none), List.of())
                        .run(history(9 * 144), TrainingProgress.NONE, NOW))
                .hasMessageEndingWith(" has 9 days of history: at least 14 are needed to choose a champion");
        assertThat(none).doesNotExist();
    }

    @Test
    void anotherTrainingAtTheSameTimeIsRefused() throws Exception {
        TrainingLock lock = TrainingLock.take(registry.trainingFolder());
        try {
            assertThatThrownBy(() -> retraining(List.of()).run(HISTORY, TrainingProgress.NONE, NOW))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another training is under way");
        } finally {
            lock.close();
        }
    }

    private String model(ModelRegistry from) throws java.io.IOException {
        Path versions = from == registry ? folder : folder.resolve("other");
        return Files.readString(
                versions.resolve("versions").resolve(from.list().get(0)).resolve("model.json"));
    }

    private Retraining retraining(List<Period> masked) {
        return retraining(registry, masked);
    }

    private static Retraining retraining(ModelRegistry registry, List<Period> masked) {
        TrainingPlan plan = new TrainingPlan(
                "made up",
                List.of("ridge"),
                ZoneOffset.UTC,
                Duration.ofDays(4),
                Effort.QUICK,
                1,
                registry.trainingFolder());
        return new Retraining(
                registry,
                plan,
                PlannerSettings.defaults(4, 1, 50),
                SimulationOptions.defaults(),
                new TrainingMask(masked),
                new PrintStream(System.err, true, StandardCharsets.UTF_8));
    }

    private static FeatureWindow history(int size) {
        Random random = new Random(3);
        double[] demand = new double[size];
        double wave = 0;
        for (int i = 0; i < size; i++) {
            wave = 0.9 * wave + 2 * random.nextGaussian();
            demand[i] = 300 + 200 * Math.sin(2 * Math.PI * i / 144) + wave + 3 * random.nextGaussian();
        }
        return new FeatureWindow(T0, STEP, size, Map.of(Features.DEMAND, TimeSeries.ofObserved(T0, STEP, demand)));
    }
}
