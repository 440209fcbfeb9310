package io.foretide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    @Test
    void readsTimesWithAndWithoutSecondsAndOffset() {
        Instant expected = Instant.parse("2001-06-07T06:30:00Z");
        assertThat(Instants.parse("2001-06-07T06:30Z")).isEqualTo(expected);
        assertThat(Instants.parse(" 2001-06-07T08:30:00+02:00 ")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00Z", "1899-12-31T23:59:59Z"})
    void refusesTimesThatOverflow(String text) {
        assertThatThrownBy(() -> Instants.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "': must be a time from 1900 to 2200");
    }

    @Test
    void namesWhatIsNoTime() {
        assertThatThrownBy(() -> Instants.parse("noon"))
                .hasMessage("'noon': must be a UTC time such as 2001-06-07T06:30:00Z");
    }
}
