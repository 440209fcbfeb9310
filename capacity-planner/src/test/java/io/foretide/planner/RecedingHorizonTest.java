package io.foretide.planner;

import static io.foretide.planner.Fixtures.flat;
import static io.foretide.planner.Fixtures.horizon;
import static io.foretide.planner.Fixtures.minute;
import static io.foretide.planner.Fixtures.running;
import static io.foretide.planner.Fixtures.settledAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.CapacityPlanner.Outcome;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.ErrorBudget;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.learned.RiskMargin;
import io.foretide.planner.learned.TrueProcessingRate;
import io.foretide.planner.learned.TypicalDay;
import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.planner.settings.Timing;
import io.foretide.planner.settings.Tuning;
import io.foretide.telemetry.signal.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One TaskManager carries 200 records/s; 190 of them count for the median. */
class RecedingHorizonTest {
    private static final LearningSettings TUNING = Tuning.DEFAULT.learning();

    private final CapacityPlanner planner = new CapacityPlanner();
    private final PlannerSettings settings = horizon(1, 12);

    private Outcome decide(PlannerState state, double demand, double lag, Forecast forecast, PlannerSettings with) {
        Instant now = minute(3);
        return planner.decide(new PlanInput(
                state,
                running(now, state.taskManagers(), demand, lag),
                Optional.of(forecast),
                Overrides.NONE,
                with,
                now));
    }

    private int target(int taskManagers, double demand, double lag, Forecast forecast) {
        return decide(settledAt(taskManagers, demand, settings), demand, lag, forecast, settings)
                .state()
                .taskManagers();
    }

    /** A load that is {@code now} until a minute and {@code later} from then on. */
    private static Forecast step(double now, double later, int fromMinute) {
        List<Double> values = IntStream.range(0, 30)
                .mapToObj(i -> i < fromMinute ? now : later)
                .toList();
        return new Forecast(minute(2), Horizon.DEFAULT, List.of(new Forecast.Path(0.99, values, later)), "step", "");
    }

    @Test
    void scalesUpBeforeTheLoadArrivesAndNotLongBefore() {
        assertThat(target(1, 150, 0, step(150, 700, 2))).isEqualTo(4);
        assertThat(target(1, 150, 0, step(150, 700, 25))).isEqualTo(1);
    }

    /** Asked for a minute later, it is there after 140 s, and the load comes after 180. */
    @Test
    void whatCanWaitForTheNextTickDoesAndSaysWhy() {
        Outcome outcome = decide(settledAt(1, 150, settings), 150, 0, step(150, 700, 3), settings);
        assertThat(outcome.decision()).isInstanceOf(Hold.class);
        assertThat(outcome.decision().cause().id()).isEqualTo("can-wait");
        assertThat(outcome.decision().reason())
                .contains(
                        "waiting: in none of 168 futures the load outgrows 1, or the lag 48 s, before more are there");
        Outcome late = decide(settledAt(1, 150, settings), 150, 0, step(150, 700, 2), settings);
        assertThat(late.decision().reason()).contains("in 168 of 168 futures the load outgrows 1");
    }

    /** What all futures stay within needs no more, and an overload of 3 % does, to one TaskManager as to ten. */
    @ParameterizedTest
    @CsvSource({
        "1, 190, 1",
        "1, 198, 1",
        "1, 205, 2",
        "2, 388, 2",
        "2, 406, 3",
        "3, 578, 3",
        "3, 604, 4",
        "10, 1990, 10",
        "10, 2010, 11"
    })
    void aSmallJobIsNotLeftShortOfAFifthOfATaskManager(int taskManagers, double load, int wanted) {
        assertThat(target(taskManagers, load - 20, 0, step(load, load, 1))).isEqualTo(wanted);
    }

    @Test
    void aLongerTickAsksForItEarlierAsTheNextOneIsLater() {
        Forecast later = step(150, 700, 8);
        PlannerState calm = settledAt(1, 150, settings);
        assertThat(decide(calm, 150, 0, later, settings).state().taskManagers()).isEqualTo(1);
        PlannerSettings slow =
                settings.withTiming(new Timing(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofMinutes(15)));
        assertThat(decide(calm, 150, 0, later, slow).state().taskManagers()).isEqualTo(4);
    }

    @Test
    void carriesALoadThatExceedsTheForecastWithinOneTick() {
        Forecast calm = step(150, 150, 1);
        PlannerState before = settledAt(1, 150, settings);
        Outcome jumped = decide(before, 900, 0, calm, settings);
        assertThat(jumped.state().taskManagers()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void worksOffALagBeyondHalfTheObjective() {
        assertThat(target(1, 150, 150 * 20, step(150, 150, 1))).isEqualTo(1);
        assertThat(target(1, 150, 150 * 45, step(150, 150, 1))).isEqualTo(2);
    }

    @Test
    void scalesDownOnlyIfItLastsLongerThanARescaleIsWorth() {
        PlannerState quiet = settledAt(6, 150, settings);
        assertThat(decide(quiet, 150, 0, flat(minute(2), 150), settings).state().taskManagers())
                .isLessThan(6);
        PlannerSettings dear = settings.withStrategy(new Strategy.RecedingHorizon(Duration.ofDays(30), 1.5));
        assertThat(decide(quiet, 150, 0, flat(minute(2), 150), dear).state().taskManagers())
                .isEqualTo(6);
    }

    @Test
    void aDayFullOfRescalesMakesTheNextOneDear() {
        PlannerState busy = settledAt(3, 380, settings);
        Forecast lower = flat(minute(2), 150);
        assertThat(decide(busy, 150, 0, lower, settings).decision()).isInstanceOf(Rescale.class);
        RescaleHistory often = RescaleHistory.none();
        for (int i = 0; i < 20; i++) {
            often = often.rescaled(new Rescaled(minute(-600 + 20 * i), 2, 3));
        }
        PlannerState tired = busy.withHistory(often.interrupted());
        assertThat(decide(tired, 150, 0, lower, settings).decision()).isInstanceOf(Hold.class);
    }

    @Test
    void thePromisedShareSetsTheQuantileAndThePriceOfBeingShort() {
        Objective strict = settings.objective();
        Objective relaxed = new Objective(strict.sloLag(), 0.98, 0.05, strict.pricePerViolationMinute());
        assertThat(strict.quantile()).isEqualTo(0.99, within(1e-9));
        assertThat(relaxed.quantile()).isEqualTo(0.8, within(1e-9));
        assertThat(relaxed.shortagePrice(2)).isEqualTo(strict.shortagePrice(2) / 20, within(1e-9));
    }

    @Test
    void aMissedObjectiveRaisesTheMarginAndKeptOnesLowerItSlowly() {
        RiskMargin margin = RiskMargin.NEUTRAL.missed(0.5, settings);
        assertThat(margin.factor()).isEqualTo(1.1);
        RiskMargin later = margin;
        for (int i = 0; i < 1000; i++) {
            later = later.kept(settings);
        }
        assertThat(later.factor()).isBetween(1.04, 1.06);
    }

    @Test
    void aBurstThatTheErrorBudgetBearsHardlyRaisesTheMargin() {
        Learned learned = PlannerState.initial(1, settings).learned();
        ErrorBudget budget = learned.budget();
        RiskMargin margin = learned.margin();
        List<Double> afterBursts = new ArrayList<>();
        for (int minute = 1; minute <= 22; minute++) {
            budget = budget.observe(true, Duration.ofMinutes(1), minute(minute));
            double used = budget.used(settings.objective().sloShare(), minute(minute));
            margin = margin.missed(used, settings);
            afterBursts.add(margin.factor());
        }
        assertThat(afterBursts.get(4)).as("5 of 43 minutes").isBetween(1.05, 1.1);
        assertThat(afterBursts.get(21)).as("half of them").isBetween(1.9, 2.0);
        assertThat(margin.missed(3, settings).factor())
                .as("a tenth more, up to twice")
                .isEqualTo(2);
    }

    @Test
    void anEventRaisesThePlanAndItsEndDoesNotLowerIt() {
        Event rush = new Event(minute(5), minute(60), "final", 3);
        PlannerSettings expecting = settings.withRules(settings.rules().withEvents(List.of(rush)));
        PlannerState calm = settledAt(1, 150, settings);
        assertThat(decide(calm, 150, 0, flat(minute(2), 150), settings).state().taskManagers())
                .isEqualTo(1);
        assertThat(decide(calm, 150, 0, flat(minute(2), 150), expecting).state().taskManagers())
                .isEqualTo(3);
        Event over = new Event(minute(-60), minute(5), "final", 3);
        PlannerSettings ending = settings.withRules(settings.rules().withEvents(List.of(over)));
        assertThat(decide(settledAt(3, 450, settings), 450, 0, flat(minute(2), 450), ending)
                        .state()
                        .taskManagers())
                .isEqualTo(3);
    }

    @Test
    void learnsTheTypicalDayAndExpectsItAgain() {
        TypicalDay day = TypicalDay.unknown();
        for (int i = 0; i < 3 * 1440; i++) {
            boolean rush = i % 1440 >= 480 && i % 1440 < 600;
            day = day.observe(rush ? 1000 : 100, TUNING.day(), Instant.EPOCH.plus(Duration.ofMinutes(i)));
        }
        double[] outlook = day.outlook(Instant.EPOCH.plus(Duration.ofHours(79)), 100, 8, TUNING.day());
        assertThat(outlook[0]).isBetween(95.0, 105.0);
        assertThat(outlook[1]).isBetween(950.0, 1050.0);
        assertThat(outlook[4]).isBetween(950.0, 1050.0);
        assertThat(outlook[5]).isBetween(95.0, 105.0);
    }

    @Test
    void anUncertainRateCountsForLess() {
        TrueProcessingRate sure = TrueProcessingRate.startingFrom(OptionalDouble.of(100), TUNING.rate());
        TrueProcessingRate wild = sure;
        for (int i = 0; i < 200; i++) {
            sure = sure.observe(running(minute(i), 1, 150, 0).metrics().orElseThrow(), 2, horizon(1, 8));
            wild = wild.observe(
                    running(minute(i), 1, 150, 0).metrics().orElseThrow(), i % 2 == 0 ? 1 : 3, horizon(1, 8));
        }
        assertThat(sure.cautious(TUNING.rate()).orElseThrow()).isBetween(99.9, 100.0);
        assertThat(wild.cautious(TUNING.rate()).orElseThrow())
                .isLessThan(0.85 * wild.recordsPerSecondPerSlot().orElseThrow());
    }
}
