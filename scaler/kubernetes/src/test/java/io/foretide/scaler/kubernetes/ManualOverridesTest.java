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
                    foretide.io/mode  | off until soon | such as 'off until 2026-01-31T18:00:00Z'
                    foretide.io/mode  | off till 2030-01-01T00:00:00Z | such as 'off until 2026-01-31T18:00:00Z'
                    foretide.io/standoff | over | off, or a UTC time up to which
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
    void anAnnotatedModeCountsUntilItsEndAndThenThatOfTheConfiguration() {
        Map<String, String> annotations = Map.of(Annotations.MODE, "off until " + NOW.plusSeconds(1));
        assertThat(ManualOverrides.of(annotations, Mode.AUTO, NOW).mode()).isEqualTo(Mode.OFF);
        ManualOverrides later = ManualOverrides.of(annotations, Mode.AUTO, NOW.plusSeconds(1));
        assertThat(later.mode()).isEqualTo(Mode.AUTO);
        assertThat(later.overrides().hold()).isEmpty();
    }

    @Test
    void withoutAnyAnnotationAsOnAnObjectThatIsMadeAnewTheConfigurationsModeCounts() {
        assertThat(ManualOverrides.of(Map.of(), Mode.AUTO, NOW).mode()).isEqualTo(Mode.AUTO);
    }

    @Test
    void aStandoffIsEndedUpToATimeOrAltogether() {
        assertThat(ManualOverrides.of(Map.of(Annotations.STANDOFF, "2026-06-07T11:00:00Z"), Mode.AUTO, NOW)
                        .overrides()
                        .reclaimed())
                .contains(Instant.parse("2026-06-07T11:00:00Z"));
        assertThat(ManualOverrides.of(Map.of(Annotations.STANDOFF, "off"), Mode.AUTO, NOW)
                        .overrides()
                        .isReclaimed(NOW))
                .isTrue();
        assertThat(ManualOverrides.of(Map.of(), Mode.AUTO, NOW).overrides().isReclaimed(NOW))
                .isFalse();
    }

    @Test
    void theKillSwitchCountsBesideAValueThatCannotBeRead() {
        ManualOverrides manual =
                ManualOverrides.of(Map.of(Annotations.MODE, "off", Annotations.PIN, "many"), Mode.AUTO, NOW);
        assertThat(manual.mode()).isEqualTo(Mode.OFF);
        assertThat(manual.overrides().hold()).isPresent();
    }
}
