package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.SignalSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SignalWatchTest {
    private static final Instant TEN = Instant.parse("2026-05-01T10:00:00Z");

    private final Orders orders = new Orders();
    private final SignalWatch watch =
            new SignalWatch(List.of(new CalendarSource(java.time.ZoneOffset.UTC, List.of(), Optional.empty()), orders));

    @Test
    void tellsTheLastValueAndItsAgeWithoutTheCalendar() {
        orders.tell(TEN.minusSeconds(60), 412, TEN.minusSeconds(40));

        assertThat(watch.at(TEN))
                .containsExactly(new SignalState(
                        "open_orders",
                        OptionalDouble.of(412),
                        Optional.of(TEN.minusSeconds(40)),
                        OptionalLong.of(40),
                        Optional.empty()));
    }

    @Test
    void whatOnlyTheMinuteBegunHasIsToldToo() {
        orders.tell(TEN, 7, TEN.plusSeconds(5));

        assertThat(watch.at(TEN.plusSeconds(10))).singleElement().satisfies(state -> {
            assertThat(state.value()).hasValue(7);
            assertThat(state.trouble()).isEmpty();
        });
    }

    @Test
    void aSignalThatFallsSilentIsShownAsItWasAndSaidToBeSilent() {
        orders.tell(TEN.minusSeconds(60), 412, TEN.minusSeconds(40));
        watch.at(TEN);

        assertThat(watch.at(TEN.plusSeconds(600))).singleElement().satisfies(state -> {
            assertThat(state.value()).hasValue(412);
            assertThat(state.ageSeconds()).hasValue(640);
            assertThat(state.trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("no value of now"));
        });
    }

    @Test
    void aSignalThatWasNeverSeenHasNoValueAndSaysWhy() {
        orders.trouble = Optional.of("signal open_orders: http://shop:80 refuses");

        assertThat(watch.at(TEN))
                .containsExactly(new SignalState(
                        "open_orders", OptionalDouble.empty(), Optional.empty(), OptionalLong.empty(), orders.trouble));
    }

    private static final class Orders implements SignalSource {
        private final Map<Instant, Double> values = new HashMap<>();
        private final Map<Instant, Instant> times = new HashMap<>();
        private Optional<String> trouble = Optional.empty();

        void tell(Instant minute, double value, Instant time) {
            values.put(minute, value);
            times.put(minute, time);
        }

        @Override
        public List<String> features() {
            return List.of("open_orders");
        }

        @Override
        public Map<String, Double> valuesAt(Instant minute) {
            return values.containsKey(minute) ? Map.of("open_orders", values.get(minute)) : Map.of();
        }

        @Override
        public Map<String, Instant> timesAt(Instant minute) {
            return times.containsKey(minute) ? Map.of("open_orders", times.get(minute)) : Map.of();
        }

        @Override
        public Optional<String> trouble() {
            return trouble;
        }
    }
}
