package io.foretide.whatif.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadEventTest {
    private final TimeSeries demand = TimeSeries.ofObserved(
            Instant.parse("2001-05-28T12:00:00Z"), Duration.ofMinutes(30), new double[] {1, 1, Double.NaN, 1, 1});

    @Test
    void multipliesTheStepsThatBeginInItsTime() {
        LoadEvent event = LoadEvent.parse("2001-05-28T12:20Z/1h10m x3".replace("1h10m", "70m"));
        assertThat(LoadEvent.applied(demand, 2, List.of(event)).toArray()).containsExactly(2, 6, Double.NaN, 2, 2);
    }

    @Test
    void twoEventsAtOnceMultiply() {
        List<LoadEvent> both =
                List.of(LoadEvent.parse("2001-05-28T12:00Z/1h x3"), LoadEvent.parse("2001-05-28T12:30Z/3h x0.5"));
        assertThat(LoadEvent.applied(demand, 1, both).toArray()).containsExactly(3, 1.5, Double.NaN, 0.5, 0.5);
    }

    @Test
    void isWrittenAsItIsRead() {
        String text = "2001-05-28T12:00:00Z/3h x2.5";
        assertThat(LoadEvent.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2001-05-28T12:00Z x3",
                "2001-05-28T12:00Z/3h",
                "2001-05-28/3h x3",
                "2001-05-28T12:00Z/3 x3",
                "2001-05-28T12:00Z/3h xx",
                "2001-05-28T12:00Z/3h x-1"
            })
    void namesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> LoadEvent.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event")
                .hasMessageContaining(": must be ");
    }

    @Test
    void refusesATimeOutsideTheLoad() {
        LoadEvent late = LoadEvent.parse("2002-05-28T12:00Z/3h x3");
        assertThatThrownBy(() -> LoadEvent.applied(demand, 1, List.of(late)))
                .hasMessage("event 2002-05-28T12:00:00Z/3h x3: must be a time between 2001-05-28T12:00:00Z and"
                        + " 2001-05-28T14:30:00Z");
    }
}
