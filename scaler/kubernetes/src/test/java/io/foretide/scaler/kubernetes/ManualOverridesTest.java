package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.Mode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManualOverridesTest {
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    foretide.io/mode  | sometimes  | recommend, auto or off
                    foretide.io/mode  | ''         | recommend, auto or off
                    foretide.io/pause | 2030-01-01 | a UTC time until which it holds
                    foretide.io/pin   | zero       | a whole number of at least 1
                    foretide.io/min   | 0          | a whole number of at least 1
                    """)
    void aValueThatCannotBeReadHoldsEverythingAndSaysSo(String key, String value, String allowed) {
        assertThat(ManualOverrides.of(Map.of(key, value), Mode.AUTO, NOW)
                        .overrides()
                        .hold()
                        .map(Cause::sentence))
                .hasValueSatisfying(
                        why -> assertThat(why).contains(key).contains(value).contains(allowed));
    }

    @Test
    void boundsThatContradictNameTheirAnnotations() {
        assertThat(ManualOverrides.of(Map.of(Annotations.MIN, "5", Annotations.MAX, "2"), Mode.AUTO, NOW)
                        .overrides()
                        .hold()
                        .map(Cause::sentence))
                .contains("annotation foretide.io/max '2': must be at least that of foretide.io/min (5)");
    }

    @Test
    void theKillSwitchCountsBesideAValueThatCannotBeRead() {
        ManualOverrides manual =
                ManualOverrides.of(Map.of(Annotations.MODE, "off", Annotations.PIN, "many"), Mode.AUTO, NOW);
        assertThat(manual.mode()).isEqualTo(Mode.OFF);
        assertThat(manual.overrides().hold()).isPresent();
    }
}
