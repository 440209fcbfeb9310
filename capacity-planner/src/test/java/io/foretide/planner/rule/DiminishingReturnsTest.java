package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.NOW;
import static io.foretide.planner.rule.Situation.minutesAgo;

import io.foretide.planner.learned.RatesBySize;
import io.foretide.planner.learned.RatesBySize.AtSize;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One to 24 TaskManagers of two slots are allowed. With a contention of a quarter all process 169 records/s, and 18 slots 154.
 */
class DiminishingReturnsTest extends RuleTest {
    DiminishingReturnsTest() {
        super(new DiminishingReturns());
    }

    private static RatesBySize rates(double contention, Instant last) {
        ScalingCurve curve = new ScalingCurve(45, contention, 1);
        return new RatesBySize(IntStream.of(4, 18, 48)
                .mapToObj(size -> new AtSize(size, curve.capacity(size) / size, curve.capacity(size) / size, 20, last))
                .toList());
    }

    private static Situation job(double demand, double forecast, double lagSeconds) {
        return Situation.at(24)
                .sizes(1, 24, OptionalInt.empty())
                .figures(demand, forecast, lagSeconds)
                .with(rates(0.25, minutesAgo(30)));
    }

    private static RescaleHistory pending() {
        return RescaleHistory.none().rescaled(new Rescaled(minutesAgo(1), 12, 24));
    }

    private static RescaleHistory onTrial() {
        Rescaled up = new Rescaled(minutesAgo(4), 12, 24, Optional.of(150.0));
        return new RescaleHistory(
                List.of(up), Optional.empty(), Optional.of(up), List.of(), List.of(), Optional.empty());
    }

    @Override
    Stream<Row> rows() {
        Situation beyond = job(200, 200, 900);
        return Stream.of(
                changed("no size carries the load", beyond, 24, 9, "diminishing-returns"),
                changed("nor goes up to all", at(2, beyond), 24, 9, "diminishing-returns"),
                changed("long late, and few carry it again", job(100, 110, 900), 24, 9, "diminishing-returns"),
                untouched("fewer are proposed", beyond, 9),
                untouched("all make the difference", job(160, 160, 900), 24),
                untouched("no more than a tenth beyond all", job(180, 180, 900), 24),
                untouched("they will make the difference", job(100, 160, 900), 24),
                untouched("nothing lags", job(200, 200, 10), 24),
                untouched("not late", job(100, 110, 50), 24),
                untouched("each brings the same", beyond.with(rates(0, minutesAgo(30))), 24),
                untouched("known of old only", beyond.with(rates(0.25, NOW.minus(Duration.ofDays(2)))), 24),
                untouched("nothing is known", beyond.with(RatesBySize.UNKNOWN), 24),
                changed("a rescale is under way", beyond.with(pending()), 30, 24, "diminishing-returns"),
                changed("or on trial", beyond.with(onTrial()), 30, 24, "diminishing-returns"),
                changed(
                        "checkpoints fail",
                        beyond.with(new JobHealth(
                                Optional.empty(), true, true, Optional.empty(), Optional.empty(), Room.UNKNOWN)),
                        30,
                        24,
                        "diminishing-returns"));
    }

    private static Situation at(int taskManagers, Situation situation) {
        return new Situation(
                taskManagers,
                situation.history(),
                situation.health(),
                situation.basis(),
                situation.settings(),
                situation.overrides(),
                situation.needs(),
                situation.demand(),
                situation.rates(),
                situation.allowance());
    }
}
