package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.inference.CalendarSchedule;
import io.foretide.inference.CalendarTime;
import io.foretide.inference.CalendarWork;
import io.foretide.planner.decision.BlindCause;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.Learning;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerBlock;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.TuningMode;
import io.foretide.process.Installation;
import io.foretide.retraining.tuning.KeptTuning;
import io.foretide.retraining.tuning.Retuning;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.JobContents;
import io.foretide.store.SharedContent;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.policy.KnownJob;
import io.foretide.whatif.setup.EvaluationSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of a service: a real store, the calendar's schedule, and what ticks plan with afterwards. */
class ServedSettingsTest {
    private static final JobId JOB = new JobId("rides");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-17T00:00:00Z");
    private static final Instant NIGHT = MIDNIGHT.plus(Duration.ofMinutes(90));
    private static final Map<String, Object> OPEN =
            Map.of("maxTaskManagers", 40, "initialRecordsPerSecondPerSlot", 1000);

    @TempDir
    Path data;

    private final List<ServedSettings.Served> told = new ArrayList<>();

    @BeforeEach
    void storeTwoWeeks() {
        Random random = new Random(5);
        Instant from = MIDNIGHT.minus(Duration.ofDays(15));
        List<FeatureRow> rows = LongStream.range(0, Duration.ofDays(15).toMinutes())
                .mapToObj(minute -> {
                    double wave = 12_000 - 9_000 * Math.cos(2 * Math.PI * minute / 1440);
                    return new FeatureRow(
                            from.plus(Duration.ofMinutes(minute)),
                            Map.of(Features.DEMAND, wave * (1 + 0.05 * random.nextGaussian())));
                })
                .toList();
        try (SqliteDatabase database = SqliteDatabase.open(new DataFolder(data).features(), FeatureStore.MIGRATIONS)) {
            new FeatureStore(database).appendAll(JOB, rows);
        }
    }

    @Test
    void aMissedNightIsMadeUpForAndTheNextTickPlansWithWhatItAdopted() throws Exception {
        ServedSettings serving = serving(OPEN, TuningMode.AUTO);
        assertThat(serving.get()).isEqualTo(block(OPEN).settings());

        CountDownLatch tuned = new CountDownLatch(1);
        Runnable work = () -> {
            try {
                tune(OPEN);
            } finally {
                tuned.countDown();
            }
        };
        List<CalendarWork> nightly =
                List.of(new CalendarWork("tuning", CalendarTime.daily(LocalTime.of(1, 30), ZoneOffset.UTC), work));
        SharedContent kept = contents().content(CalendarSchedule.KEPT);
        Instant before = NIGHT.minus(Duration.ofDays(2));
        try (CalendarSchedule calendar = new CalendarSchedule(InstantSource.fixed(before));
                AutoCloseable served = calendar.serve(kept, nightly)) {
            assertThat(served).isNotNull();
        }
        try (CalendarSchedule calendar = new CalendarSchedule(InstantSource.fixed(NIGHT));
                AutoCloseable served = calendar.serve(kept, nightly)) {
            assertThat(served).isNotNull();
            assertThat(tuned.await(5, TimeUnit.MINUTES)).isTrue();
        }

        PlannerSettings adopted = serving.get();
        assertThat(adopted).isNotEqualTo(block(OPEN).settings());
        assertThat(adopted.sizes()).isEqualTo(block(OPEN).settings().sizes());
        assertThat(told).hasSize(2);
        assertThat(told.get(1).proposal()).isPresent();
        assertThat(serving.tuned().orElseThrow().at())
                .isEqualTo(told.get(1).proposal().orElseThrow().at());

        assertThat(serving(OPEN, TuningMode.AUTO).get()).as("after a restart").isEqualTo(adopted);
        assertThat(serving(OPEN, TuningMode.RECOMMEND).get())
                .isEqualTo(block(OPEN).settings());
        assertThat(serving(OPEN, TuningMode.OFF).get()).isEqualTo(block(OPEN).settings());
        Map<String, Object> named = Map.of("strategy", "threshold");
        assertThat(serving(named, TuningMode.AUTO).get())
                .as("what does not fit the configuration")
                .isEqualTo(block(named).settings());

        Instant adoptedAt = serving.tuned().orElseThrow().at();
        serving.watch(tickAfter(adoptedAt, 3));
        assertThat(serving.get()).as("three minutes were missed").isEqualTo(adopted);
        serving.watch(tickAfter(adoptedAt, 30));
        assertThat(serving.get())
                .as("more were missed than a week may")
                .isEqualTo(block(OPEN).settings());
        assertThat(serving.tuned()).isEmpty();
        tune(OPEN);
        assertThat(serving.get()).as("the night after").isEqualTo(block(OPEN).settings());
    }

    /** An hour after, of which so many minutes missed the objective. */
    private static TickReport tickAfter(Instant adopted, int missed) {
        PlannerSettings settings = block(OPEN).settings();
        PlannerState state = PlannerState.initial(1, settings);
        Instant now = adopted;
        for (int minute = 1; minute <= 60; minute++) {
            now = adopted.plus(Duration.ofMinutes(minute));
            double lag = minute <= missed ? 1e6 : 0;
            JobSnapshot seen = new JobSnapshot(
                    JOB,
                    now,
                    JobStatus.RUNNING,
                    new Capacity(1, 1, 1),
                    Optional.of(new JobMetrics(100, 100, 0.5, 0, lag, 100)));
            state = Learning.from(state, seen, settings, now);
        }
        JobSnapshot nothing = new JobSnapshot(JOB, now, JobStatus.UNKNOWN, new Capacity(1, 1, 1), Optional.empty());
        return new TickReport(
                now.toString(),
                now,
                nothing,
                Optional.empty(),
                new Hold(now, 1, BlindCause.Lack.NO_METRICS, Optional.empty(), List.of()),
                state,
                Optional.empty(),
                new Standing.Leads(),
                Optional.empty());
    }

    @Test
    void aDamagedFileLeavesWhatServes() throws Exception {
        ServedSettings serving = serving(OPEN, TuningMode.AUTO);
        PlannerSettings before = serving.get();
        Files.writeString(data.resolve(KeptTuning.NAME), "no JSON");
        assertThat(serving.get()).isEqualTo(before);
    }

    private void tune(Map<String, Object> said) {
        PlannerBlock block = block(said);
        EvaluationSplit.Request split = new EvaluationSplit.Request(
                0.7, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofDays(7));
        try (SqliteDatabase database = SqliteDatabase.open(new DataFolder(data).features(), FeatureStore.MIGRATIONS)) {
            new Retuning(
                            new Retuning.Job(
                                    JOB,
                                    new FeatureStore(database),
                                    contents(),
                                    block,
                                    TuningMode.AUTO,
                                    KnownJob.of(block.settings(), Optional.empty())),
                            new Retuning.Effort(split, "profile-level", 30, 6, 7),
                            new Installation(Path.of("nowhere")))
                    .run(TrainingProgress.NONE, NIGHT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServedSettings serving(Map<String, Object> said, TuningMode mode) {
        ForetideConfig.Tuning tuning = new ForetideConfig.Tuning(mode, LocalTime.of(1, 30), block(said));
        return new ServedSettings(tuning, block(said).settings(), file(), told::add);
    }

    private KeptTuning file() {
        return new KeptTuning(contents());
    }

    private JobContents contents() {
        return new JobContents.InFolder(data);
    }

    private static PlannerBlock block(Map<String, Object> said) {
        return new PlannerBlock(said, ZoneOffset.UTC, Duration.ofMinutes(1));
    }
}
