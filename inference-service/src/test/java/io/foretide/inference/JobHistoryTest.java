package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.foretide.forecast.Forecast;
import io.foretide.models.Models;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.RollingWindow;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobHistoryTest {
    private static final JobId JOB = new JobId("orders");
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int MINUTES = 16 * 1440;

    @TempDir
    Path folder;

    private static Instant minute(int index) {
        return START.plus(Duration.ofMinutes(index));
    }

    private static List<FeatureRow> rows() {
        Random random = new Random(5);
        return IntStream.range(0, MINUTES)
                .mapToObj(i -> {
                    double demand = 1_000 + 700 * Math.sin(2 * Math.PI * i / 1440) + 50 * random.nextGaussian();
                    return new FeatureRow(
                            minute(i),
                            Map.of(Features.DEMAND, demand, Features.BUSY, demand / 2_500, Features.LAG, demand / 10));
                })
                .toList();
    }

    @Test
    void whatIsHeldForecastsAsTheWholeHistoryDoes() {
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS)) {
            FeatureStore store = new FeatureStore(database);
            store.appendAll(JOB, rows());
            RollingWindow rolling = new RollingWindow(store, JOB, Duration.ofDays(16));
            FallbackModel ofHeld = new FallbackModel(Models.named("ridge"), Duration.ofDays(14), ZoneOffset.UTC);
            FallbackModel ofWhole = new FallbackModel(Models.named("ridge"), Duration.ofDays(14), ZoneOffset.UTC);
            for (int end = MINUTES - 60; end < MINUTES; end += 5) {
                Forecast held =
                        ofHeld.forecast(JobHistory.of(rolling, minute(end)), "").orElseThrow();
                Forecast whole = ofWhole.forecast(JobHistory.of(rolling.whole(minute(end))), "")
                        .orElseThrow();
                for (Forecast.Path path : whole.paths()) {
                    for (int h = 0; h < path.values().size(); h++) {
                        assertThat(held.path(path.level()).at(h)).isCloseTo(path.at(h), withinPercentage(0.02));
                    }
                }
            }
        }
    }
}
