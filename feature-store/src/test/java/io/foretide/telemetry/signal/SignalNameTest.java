package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.Features;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                Features.DEMAND,
                Features.LAG,
                Features.HOUR,
                Features.HOLIDAY_AHEAD,
                Features.EVENT,
                Features.BACKPRESSURED
            })
    void whatForetideMeasuresItselfIsNotNamedAgain(String name) {
        assertThatThrownBy(() -> SignalName.checked(name))
                .hasMessage("\"" + name + "\": must be another name, as Foretide measures that itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open_orders", "transactions", "heat_map_north", "weather_rain", "o1"})
    void allElseIsTheUsers(String name) {
        assertThat(SignalName.checked(name)).isEqualTo(name);
    }

    @Test
    void aNameStandsOnceAndThereAreNotTooMany() {
        assertThat(SignalName.problems(List.of("a", "b", "a", "a")))
                .containsExactly("the signal a is named twice: must be named once");
        assertThat(SignalName.problems(
                        IntStream.rangeClosed(1, 50).mapToObj(i -> "s" + i).toList()))
                .isEmpty();
        assertThat(SignalName.problems(
                        IntStream.rangeClosed(1, 51).mapToObj(i -> "s" + i).toList()))
                .containsExactly("51 signals are named: must be at most 50");
    }
}
