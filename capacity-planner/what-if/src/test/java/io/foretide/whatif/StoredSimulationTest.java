package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.process.Installation;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.whatif.policy.KnownJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSimulationTest {
    private static final JobId JOB = new JobId("orders");
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void simulatesTheRatePerSlotThatIsConfigured() throws InterruptedException {
        PlannerSettings usual = PlannerSettings.defaults(2, 1, 8);
        PlannerSettings planner = usual.withPriors(new Priors(
                OptionalDouble.of(37), usual.priors().leadTime(), usual.priors().restartTime()));
        SimulationResult result;
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS)) {
            FeatureStore store = new FeatureStore(database);
            store.appendAll(
                    JOB,
                    IntStream.range(0, 2 * 1440)
                            .mapToObj(i -> new FeatureRow(
                                    START.plus(Duration.ofMinutes(i)), Map.of(Features.DEMAND, 100.0 + i % 10)))
                            .toList());
            result = StoredSimulation.of(
                            new Installation(folder),
                            store,
                            List::of,
                            JOB,
                            ZoneOffset.UTC,
                            () -> KnownJob.of(planner, Optional.empty()))
                    .run("{\"policies\": [\"static-peak\"]}");
        }
        assertThat(result.settings().sizes().recordsPerSecondPerSlot()).isEqualTo(37);
        assertThat(result.settings().sizes().slotsPerTaskManager()).isEqualTo(2);
    }
}
