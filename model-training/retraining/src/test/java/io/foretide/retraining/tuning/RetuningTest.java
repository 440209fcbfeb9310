package io.foretide.retraining.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.TuningMode;
import io.foretide.process.Installation;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.JobContents;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.policy.KnownJob;
import io.foretide.whatif.setup.EvaluationSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night over a stored history. */
class RetuningTest {
    private static final JobId JOB = new JobId("rides");
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant NIGHT = MONDAY.plus(Duration.ofDays(15)).plus(Duration.ofMinutes(90));
    private static final Map<String, Object> OPEN =
            Map.of("maxTaskManagers", 40, "initialRecordsPerSecondPerSlot", 1000);

    @TempDir
    Path data;

    @Test
    void adoptsWhatTheJobsOwnPastPrefersAndShowsItOnlyInTheOtherMode() throws Exception {
        store(MONDAY, NIGHT, 1);
        TuningState.Night shown = tune(OPEN, TuningMode.RECOMMEND);
        assertThat(shown.proposal()).as(shown.verdict()).isPresent();
        assertThat(file().read().serving()).isEmpty();

        TuningState.Night adopted = tune(OPEN, TuningMode.AUTO);
        assertThat(adopted.verdict()).startsWith("adopted: ");
        Proposal serving = file().read().serving().orElseThrow();
        assertThat(serving.evaluated().to()).isEqualTo(MONDAY.plus(Duration.ofDays(15)));
        assertThat(serving.chosenOn().to()).isEqualTo(serving.evaluated().from());
        assertThat(serving.tuned().slotHours()).isLessThan(serving.champion().slotHours());
        assertThat(file().read().settings(block(OPEN)))
                .isNotEqualTo(block(OPEN).settings())
                .isEqualTo(block(OPEN).with(serving.settings()));

        file().rollback(NIGHT);
        assertThat(tune(OPEN, TuningMode.AUTO).verdict()).startsWith("recommended only");
        assertThat(file().read().serving()).isEmpty();
    }

    @Test
    void rowsAfterTheNightsMidnightDoNotChangeTheResult() throws Exception {
        store(MONDAY, NIGHT, 1);
        TuningState.Night before = tune(OPEN, TuningMode.AUTO);
        forget();
        store(MONDAY.plus(Duration.ofDays(15)), MONDAY.plus(Duration.ofDays(19)), 50);
        assertThat(tune(OPEN, TuningMode.AUTO)).isEqualTo(before);
    }

    @Test
    void whatTheConfigurationNamesStays() throws Exception {
        store(MONDAY, NIGHT, 1);
        Map<String, Object> said = Map.of(
                "maxTaskManagers", 40, "initialRecordsPerSecondPerSlot", 1000, "rescaleWorth", "11m", "sloShare", 0.98);
        tune(said, TuningMode.AUTO);
        PlannerSettings settings = file().read().settings(block(said));
        assertThat(settings.objective().sloShare()).isEqualTo(0.98);
        assertThat(settings.strategy().toString()).contains("rescaleWorth=PT11M");

        TuningState.Night nothing = tune(Map.of("strategy", "threshold"), TuningMode.AUTO);
        assertThat(nothing.verdict()).contains("the settings stay", "names all that could be tuned");
    }

    @Test
    void lessThanTwoWeeksAreTooLittleAndNoneIsSaid() throws Exception {
        assertThatThrownBy(() -> tune(OPEN, TuningMode.AUTO)).hasMessageContaining("no whole day of history");
        store(MONDAY.plus(Duration.ofDays(2)), NIGHT, 1);
        assertThat(tune(OPEN, TuningMode.AUTO).verdict())
                .isEqualTo("the settings stay: 13 days of history: at least 14 are needed to tune");
    }

    @Test
    void aFileThatIsDamagedIsNamedAndStays() throws Exception {
        Files.writeString(data.resolve(KeptTuning.NAME), "{\"adopted\": 3");
        assertThatThrownBy(() -> file().read()).hasMessageContaining("tuning.json is damaged");
        assertThatThrownBy(() -> file().rollback(NIGHT)).hasMessageContaining("tuning.json is damaged");
        forget();
        assertThatThrownBy(() -> file().rollback(NIGHT)).hasMessageContaining("a rollback needs some to go back from");
    }

    private TuningState.Night tune(Map<String, Object> said, TuningMode mode) throws InterruptedException {
        PlannerBlock block = block(said);
        EvaluationSplit.Request split = new EvaluationSplit.Request(
                0.7, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofDays(7));
        try (SqliteDatabase database = SqliteDatabase.open(new DataFolder(data).features(), FeatureStore.MIGRATIONS)) {
            KnownJob known = KnownJob.of(block.settings(), Optional.empty());
            return new Retuning(
                            new Retuning.Job(
                                    JOB,
                                    new FeatureStore(database),
                                    new JobContents.InFolder(data),
                                    block,
                                    mode,
                                    known),
                            new Retuning.Effort(split, "profile-level", 30, 6, 7),
                            new Installation(Path.of("nowhere")))
                    .run(TrainingProgress.NONE, NIGHT);
        }
    }

    private static PlannerBlock block(Map<String, Object> said) {
        return new PlannerBlock(said, ZoneOffset.UTC, Duration.ofMinutes(1));
    }

    private KeptTuning file() {
        return new KeptTuning(new JobContents.InFolder(data));
    }

    private void forget() throws Exception {
        Files.delete(data.resolve(KeptTuning.NAME));
    }

    /** A daily wave with noise. */
    private void store(Instant from, Instant to, double factor) {
        Random random = new Random(5);
        List<FeatureRow> rows = LongStream.range(0, Duration.between(from, to).toMinutes())
                .mapToObj(minute -> {
                    Instant time = from.plus(Duration.ofMinutes(minute));
                    double wave = 12_000 - 9_000 * Math.cos(2 * Math.PI * (time.getEpochSecond() % 86_400) / 86_400);
                    return new FeatureRow(
                            time, Map.of(Features.DEMAND, factor * wave * (1 + 0.05 * random.nextGaussian())));
                })
                .toList();
        try (SqliteDatabase database = SqliteDatabase.open(new DataFolder(data).features(), FeatureStore.MIGRATIONS)) {
            new FeatureStore(database).appendAll(JOB, rows);
        }
    }
}
