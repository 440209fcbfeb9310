package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.decision.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class DashboardFeedTest {
    private static final Instant T = Instant.parse("2019-03-12T06:00:00Z");

    private final DashboardFeed feed = new DashboardFeed();

    @Test
    void replaysTheJobFirstAndItsMinutesInOrderOfTime() {
        feed.publish(minute(2));
        feed.publish(minute(1));
        feed.publish(SyntheticMorning.job());
        assertThat(feed.replay()).containsExactly(SyntheticMorning.job(), minute(1), minute(2));
    }

    @Test
    void aLaterEventOfTheSameMinuteReplacesIt() {
        feed.publish(minute(1));
        DashboardEvent.Minute again = new DashboardEvent.Minute(
                minute(1).time(),
                "stopped",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                4,
                4,
                0,
                OptionalDouble.empty(),
                90,
                OptionalDouble.empty());
        feed.publish(again);
        assertThat(feed.replay()).containsExactly(again);
    }

    @Test
    void keepsEveryRescaleButOnlyTheNewestHold() {
        feed.publish(decision("a", Direction.UP));
        feed.publish(decision("b", Direction.HOLD));
        feed.publish(decision("c", Direction.HOLD));
        feed.publish(decision("d", Direction.DOWN));
        assertThat(feed.replay())
                .containsExactly(
                        decision("a", Direction.UP), decision("d", Direction.DOWN), decision("c", Direction.HOLD));
    }

    @Test
    void forgetsWhatIsOlderThanADay() {
        feed.publish(decision("a", Direction.UP));
        feed.publish(outcome("a"));
        feed.publish(prediction(0));
        for (int i = 0; i < 3_000; i++) {
            feed.publish(minute(i));
        }
        assertThat(feed.replay())
                .hasSize(DashboardFeed.LIMIT)
                .doesNotContain(decision("a", Direction.UP), outcome("a"));
        assertThat(feed.replay().get(0)).isEqualTo(minute(3_000 - DashboardFeed.LIMIT));
    }

    @Test
    void staysBoundedWhateverTheTimesAre() {
        for (int i = 0; i < 5_000; i++) {
            feed.publish(decision("d" + i, Direction.UP));
            feed.publish(outcome("d" + i));
            feed.publish(outcome("unknown" + i));
            feed.publish(new DashboardEvent.Prediction(T.plusMillis(i), 60, "m", "", Map.of("0.5", List.of(1.0))));
            feed.publish(new DashboardEvent.Minute(
                    T.plusMillis(i),
                    "running",
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    4,
                    4,
                    4,
                    OptionalDouble.empty(),
                    90,
                    OptionalDouble.empty()));
        }
        assertThat(feed.replay()).hasSize(4 * DashboardFeed.LIMIT);
    }

    @Test
    void keepsOnlyTheNewestForecastInFull() {
        feed.publish(prediction(0));
        feed.publish(prediction(5));
        DashboardEvent.Prediction old =
                (DashboardEvent.Prediction) feed.replay().get(0);
        assertThat(old.quantiles()).containsOnlyKeys("0.9");
        assertThat(old.quantiles().get("0.9")).hasSize(20);
        assertThat(feed.replay().get(1)).isEqualTo(prediction(5));
    }

    @Test
    void losesAndDoublesNothingBetweenReplayAndLive() {
        List<DashboardEvent> live = new ArrayList<>();
        feed.publish(minute(1));
        DashboardFeed.Subscription subscription = feed.subscribe(live::add);
        feed.publish(minute(2));
        subscription.cancel().run();
        feed.publish(minute(3));
        assertThat(subscription.replay()).containsExactly(minute(1));
        assertThat(live).containsExactly(minute(2));
        assertThat(feed.subscribers()).isZero();
    }

    @Test
    void aSubscriberThatThrowsIsTakenOffAndHarmsNobody() {
        List<DashboardEvent> live = new ArrayList<>();
        feed.subscribe(event -> {
            throw new IllegalStateException("broken");
        });
        feed.subscribe(live::add);
        feed.publish(minute(1));
        assertThat(live).containsExactly(minute(1));
        assertThat(feed.subscribers()).isEqualTo(1);
    }

    @Test
    void showsAForecastWithAllItsQuantiles() {
        Forecast forecast = new Forecast(
                T,
                new Horizon(Duration.ofMinutes(1), 2),
                List.of(
                        new Forecast.Path(0.95, List.of(1234.56789, 20.0), 1300),
                        new Forecast.Path(0.5, List.of(10.0, 11.0), 11)),
                "ridge",
                "no champion yet");
        DashboardEvent.Prediction shown = DashboardEvent.Prediction.of(forecast);
        assertThat(shown.quantiles())
                .containsExactly(Map.entry("0.5", List.of(10.0, 11.0)), Map.entry("0.95", List.of(1234.57, 20.0)));
        assertThat(shown.stepSeconds()).isEqualTo(60);
        assertThat(shown.note()).isEqualTo("no champion yet");
    }

    private static DashboardEvent.Minute minute(int i) {
        return new DashboardEvent.Minute(
                T.plusSeconds(60L * i),
                "running",
                OptionalDouble.of(100.0),
                OptionalDouble.of(1.0),
                4,
                4,
                4,
                OptionalDouble.of(50.0),
                90,
                OptionalDouble.of(0.5));
    }

    private static DashboardEvent.Decision decision(String id, Direction kind) {
        return new DashboardEvent.Decision(id, T, kind, 4, 8, "Because.");
    }

    private static DashboardEvent.Outcome outcome(String id) {
        return new DashboardEvent.Outcome(
                id,
                OptionalDouble.of(60.0),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                true);
    }

    private static DashboardEvent.Prediction prediction(int i) {
        List<Double> values = java.util.Collections.nCopies(30, 5.0);
        return new DashboardEvent.Prediction(T.plusSeconds(60L * i), 60, "m", "", Map.of("0.5", values, "0.9", values));
    }
}
