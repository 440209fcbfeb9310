package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCourseTest {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    /** Two slots a TaskManager, one to ten of them, 100 records/s a slot. */
    private static final PlannerSettings SETTINGS = settings();

    private final JobCourse course = new JobCourse(SETTINGS);

    private static PlannerSettings settings() {
        PlannerSettings plain = PlannerSettings.defaults(2, 1, 10);
        Priors priors = plain.priors();
        return plain.withPriors(new Priors(OptionalDouble.of(100), priors.leadTime(), priors.restartTime()));
    }

    private void tick(int minute, Optional<Double> demand, int taskManagers) {
        course.accept(report(minute, demand, taskManagers));
    }

    private static TickReport report(int minute, Optional<Double> demand, int taskManagers) {
        Instant now = T0.plus(Duration.ofMinutes(minute));
        Optional<JobMetrics> metrics = demand.map(rate -> new JobMetrics(rate, rate, 0.5, 0, 0, rate));
        return new TickReport(
                now.toString(),
                now,
                new JobSnapshot(new JobId("orders"), now, JobStatus.RUNNING, new Capacity(1, 2, 2), metrics),
                Optional.empty(),
                new ScalingDecision.Hold(
                        now, taskManagers, new Cause.Recorded("test", "because"), Optional.empty(), List.of()),
                PlannerState.initial(taskManagers, SETTINGS),
                Optional.empty(),
                new Standing.Leads());
    }

    @Test
    void halfHoursHaveTheMeanOfTheirMinutesAndGapsStayGaps() {
        tick(0, Optional.of(100.0), 1);
        tick(29, Optional.of(300.0), 3);
        tick(45, Optional.empty(), 3);
        tick(60, Optional.of(50.0), 2);
        List<Optional<Double>> load = course.load();
        assertThat(load).hasSize(48);
        assertThat(load.subList(45, 48)).containsExactly(Optional.of(200.0), Optional.empty(), Optional.of(50.0));
        assertThat(load.subList(0, 45)).containsOnly(Optional.empty());
        assertThat(course.slots().subList(45, 48))
                .containsExactly(Optional.of(4.0), Optional.empty(), Optional.of(4.0));
    }

    @Test
    void whatIsStoredOfTheTimeBeforeIsTakenOverOnce(@TempDir Path folder) {
        JobId job = new JobId("orders");
        try (SqliteDatabase features = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
                DecisionLog decisions = DecisionLog.open(folder.resolve("decisions.db"))) {
            FeatureStore store = new FeatureStore(features);
            for (int minute = 0; minute < 90; minute++) {
                Instant at = T0.plus(Duration.ofMinutes(minute));
                store.append(job, new FeatureRow(at, Map.of(Features.DEMAND, 100.0)));
                if (minute < 30) {
                    decisions.append(job, report(minute, Optional.of(100.0), 2));
                }
            }
            course.remember(job, store, decisions);
            assertThat(course.load()).as("nothing is known of now yet").isEmpty();
            tick(90, Optional.of(700.0), 5);
            course.remember(job, store, decisions);
            course.remember(job, store, decisions);
            assertThat(course.load().subList(44, 48))
                    .containsExactly(Optional.of(100.0), Optional.of(100.0), Optional.empty(), Optional.of(700.0));
            assertThat(course.slots().subList(44, 48))
                    .containsExactly(Optional.of(4.0), Optional.of(4.0), Optional.empty(), Optional.of(10.0));
        }
    }

    @Test
    void nothingIsKnownBeforeTheFirstTick() {
        assertThat(course.load()).isEmpty();
        assertThat(course.savedShare()).isEmpty();
    }

    @Test
    void whatIsSavedIsToldAfterADayAgainstTheSizeThatThePeakNeeds() {
        for (int minute = 0; minute < 23 * 60; minute += 10) {
            tick(minute, Optional.of(100.0), 1);
        }
        assertThat(course.savedShare()).isEmpty();
        for (int minute = 23 * 60; minute <= 24 * 60; minute += 10) {
            tick(minute, Optional.of(500.0), 3);
        }
        // 1.2 x 500 records/s take 3 TaskManagers of 200; 46 of 49 half hours ran on one
        assertThat(course.savedShare().orElseThrow()).isCloseTo(1 - (46 * 1 + 3 * 3) / (49 * 3.0), within(1e-6));
    }

    @Test
    void aWeekIsRememberedAndNoMore() {
        tick(0, Optional.of(900.0), 5);
        for (int minute = 30; minute <= 8 * 24 * 60; minute += 30) {
            tick(minute, Optional.of(100.0), 1);
        }
        assertThat(course.savedShare().orElseThrow()).isCloseTo(0, within(1e-6));
    }
}
