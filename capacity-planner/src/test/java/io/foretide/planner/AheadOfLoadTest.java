package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settings;
import static io.foretide.planner.Fixtures.settledAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.SizeAt;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.signal.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TaskManagers of 200 records/s. */
class AheadOfLoadTest {
    private final CapacityPlanner planner = new CapacityPlanner();

    static Stream<Strategy> strategies() {
        return Stream.of(Strategy.RecedingHorizon.DEFAULT, Strategy.TargetTracking.DEFAULT, Strategy.Threshold.DEFAULT);
    }

    static Stream<Arguments> cases() {
        return IntStream.range(0, 30).boxed().flatMap(seed -> strategies().map(one -> Arguments.of(seed, one)));
    }

    private static PlannerSettings with(Strategy strategy) {
        return settings(1, 20).withStrategy(strategy);
    }

    /** What a forecast of minute {@code m} that knows the load says. */
    private static Forecast knowing(int m, IntToDoubleFunction load) {
        List<Double> values = IntStream.rangeClosed(1, 30)
                .mapToObj(h -> load.applyAsDouble(m + h))
                .toList();
        double most = values.stream().mapToDouble(value -> value).max().orElseThrow();
        return new Forecast(minute(m), Horizon.DEFAULT, List.of(new Forecast.Path(0.9, values, most)), "known", "");
    }

    private PlanInput input(int m, PlannerState state, IntToDoubleFunction load, PlannerSettings settings) {
        return new PlanInput(
                state,
                running(minute(m), state.taskManagers(), load.applyAsDouble(m), 0),
                Optional.of(knowing(m, load)),
                Overrides.NONE,
                settings,
                minute(m));
    }

    private static double rush(int m) {
        return m < 15 ? 300 : 1500;
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whatIsPlannedIsWhatIsDecidedIfTheLoadComesAsForecast(Strategy strategy) {
        PlannerSettings settings = with(strategy);
        PlanInput first = input(0, settledAt(3, 300, settings), AheadOfLoadTest::rush, settings);
        CapacityPlanner.Outcome outcome = planner.plan(first);
        List<SizeAt> planned = outcome.decision().planned().sizes();
        List<SizeAt> decided =
                new ArrayList<>(List.of(new SizeAt(minute(0), outcome.state().taskManagers())));
        PlannerState state = outcome.state();
        for (int m = 1; m <= 30; m++) {
            int before = state.taskManagers();
            state = planner.decide(input(m, state, AheadOfLoadTest::rush, settings))
                    .state();
            if (state.taskManagers() != before) {
                decided.add(new SizeAt(minute(m), state.taskManagers()));
            }
        }
        assertThat(planned).isEqualTo(decided);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plannedSizesBeginWithTheDecisionStayWithinBoundsAndConvergeUnderAConstantLoad(int seed, Strategy strategy) {
        Random random = new Random(seed);
        PlannerSettings settings = with(strategy);
        double load = random.nextDouble() * 5000;
        PlannerState state = settledAt(1 + random.nextInt(20), load, settings);
        CapacityPlanner.Outcome outcome = planner.plan(input(0, state, m -> load, settings));
        List<SizeAt> planned = outcome.decision().planned().sizes();
        assertThat(planned.get(0))
                .isEqualTo(new SizeAt(minute(0), outcome.state().taskManagers()));
        assertThat(planned).extracting(SizeAt::taskManagers).allMatch(size -> size >= 1 && size <= 20);
        assertThat(planned).hasSizeLessThanOrEqualTo(2);
        PlannerState before = state;
        assertThat(planner.decide(input(0, before, m -> load, settings)).state())
                .isEqualTo(outcome.state());
    }

    @Test
    void aScaleUpIsPlannedBeforeTheLoadItIsFor() {
        PlannerSettings settings = with(Strategy.RecedingHorizon.DEFAULT);
        SizesAhead planned = planner.plan(input(0, settledAt(3, 300, settings), AheadOfLoadTest::rush, settings))
                .decision()
                .planned();
        assertThat(planned.at(minute(5))).hasValue(3);
        assertThat(planned.at(minute(14)).orElseThrow()).isGreaterThanOrEqualTo(8);
        assertThat(planned.sentence()).matches("\\d+ TaskManagers planned from 06:4\\d on\\.");
    }

    @Test
    void anEventThatNoForecastKnowsIsPlannedFor() {
        PlannerSettings calm = with(Strategy.RecedingHorizon.DEFAULT);
        PlannerSettings settings =
                calm.withRules(calm.rules().withEvents(List.of(new Event(minute(20), minute(90), "sale", 3))));
        PlannerState state = settledAt(2, 300, settings);
        assertThat(planner.plan(input(0, state, m -> 300, calm))
                        .decision()
                        .planned()
                        .sizes())
                .hasSize(1);
        SizesAhead planned =
                planner.plan(input(0, state, m -> 300, settings)).decision().planned();
        assertThat(planned.at(minute(10))).hasValue(2);
        assertThat(planned.at(minute(22)).orElseThrow()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void nothingIsPlannedWithoutAFreshForecastOrALookAtTheJob() {
        PlannerSettings settings = with(Strategy.RecedingHorizon.DEFAULT);
        PlannerState state = settledAt(3, 300, settings);
        Instant now = minute(2);
        PlanInput seen = new PlanInput(
                state, running(now, 3, 300, 0), Optional.of(flat(now, 300)), Overrides.NONE, settings, now);
        assertThat(planner.plan(seen).decision().planned().sentence())
                .isEqualTo("No other size is planned for the next 30 minutes.");
        PlanInput old = new PlanInput(
                state, running(now, 3, 300, 0), Optional.of(flat(minute(-20), 300)), Overrides.NONE, settings, now);
        assertThat(planner.plan(old).decision().planned()).isEqualTo(SizesAhead.NONE);
        assertThat(planner.plan(seen.withSnapshot(Fixtures.without(JobStatus.RESTARTING, now, 3)))
                        .decision()
                        .planned())
                .isEqualTo(SizesAhead.NONE);
    }
}
