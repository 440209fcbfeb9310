package io.foretide.planner.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.Learning;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FuturesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.9, 0.99};
    private static final double[] VALUES = {800, 930, 1000, 1070, 1130, 1230};
    private static final double FAR = 25 * 60;

    private static Forecast forecast() {
        List<Forecast.Path> paths = IntStream.range(0, LEVELS.length)
                .mapToObj(i -> new Forecast.Path(LEVELS[i], Collections.nCopies(30, VALUES[i]), VALUES[i]))
                .toList();
        return new Forecast(NOW.minusSeconds(60), Horizon.DEFAULT, paths, "wide", "");
    }

    private static Futures futures(double newest) {
        PlannerSettings settings = PlannerSettings.defaults(2, 1, 20);
        JobSnapshot snapshot = new JobSnapshot(
                new JobId("orders"),
                NOW,
                JobStatus.RUNNING,
                new Capacity(4, 8, 8),
                Optional.of(new JobMetrics(newest, newest, 0.5, 0, 0, newest)));
        PlannerState state = Learning.from(PlannerState.initial(4, settings), snapshot, settings, NOW);
        return Futures.of(
                new PlanInput(state, snapshot, Optional.of(forecast()), Overrides.NONE, settings, NOW),
                forecast(),
                FAR);
    }

    private static double share(IntToDoubleFunction load, double below) {
        return (double) IntStream.range(0, Futures.COUNT)
                        .filter(i -> load.applyAsDouble(i) <= below)
                        .count()
                / Futures.COUNT;
    }

    @Test
    void farAheadTheyAreDistributedAsTheForecastSays() {
        Futures futures = futures(1000);
        for (int i = 0; i < LEVELS.length; i++) {
            assertThat(share(future -> futures.load(future, FAR), VALUES[i]))
                    .as("share within quantile %s", LEVELS[i])
                    .isCloseTo(LEVELS[i], within(0.07));
        }
    }

    @Test
    void theySetOutFromTheNewestLoadAndForgetIt() {
        Futures high = futures(1230);
        assertThat(share(future -> high.load(future, 0), 1130)).isLessThan(0.2);
        assertThat(share(future -> high.load(future, FAR), 1130)).isGreaterThan(0.75);
    }

    /** A newest load below what was expected may be older than the forecast, which has seen it too. */
    @Test
    void aLowLoadLowersNothing() {
        Futures low = futures(500);
        Futures usual = futures(1000);
        for (int future = 0; future < Futures.COUNT; future++) {
            assertThat(low.load(future, 0)).isEqualTo(usual.load(future, 0));
        }
    }

    @Test
    void whatNoQuantileExpectedStays() {
        Futures jumped = futures(3000);
        assertThat(share(future -> jumped.load(future, FAR), 1230 + 3000 - 1230 - 600))
                .isZero();
    }

    @Test
    void equalInputsHaveEqualFutures() {
        for (int future = 0; future < Futures.COUNT; future++) {
            assertThat(futures(1100).load(future, 300)).isEqualTo(futures(1100).load(future, 300));
        }
    }
}
