package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.datasets.Trace;
import io.foretide.telemetry.signal.TraceSignalSource.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceSignalSourceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, String> TEMPERATURE = Map.of("temp", "weather_temperature");

    @Test
    void givesTheLatestRowAtOrBeforeNow() {
        TraceSignalSource weather = new TraceSignalSource(hourly(), Known.AT_ITS_TIME, TEMPERATURE);
        assertThat(weather.valuesAt(NOON.minusSeconds(1))).isEmpty();
        assertThat(weather.valuesAt(NOON)).containsEntry("weather_temperature", 10.0);
        assertThat(weather.valuesAt(minutes(59))).containsEntry("weather_temperature", 10.0);
        assertThat(weather.valuesAt(minutes(60))).containsEntry("weather_temperature", 11.0);
    }

    @Test
    void aCountOfAStepIsKnownWhenTheStepIsOver() {
        TraceSignalSource counts = new TraceSignalSource(hourly(), Known.AFTER_ITS_STEP, TEMPERATURE);
        assertThat(counts.valuesAt(minutes(58))).isEmpty();
        assertThat(counts.valuesAt(minutes(59))).containsEntry("weather_temperature", 10.0);
        Trace perMinute = new Trace(
                "t.csv", NOON, Duration.ofMinutes(1), Map.of("temp", new double[] {1, 2}), new boolean[] {true, true});
        assertThat(new TraceSignalSource(perMinute, Known.AFTER_ITS_STEP, TEMPERATURE).valuesAt(minutes(1)))
                .containsEntry("weather_temperature", 2.0);
    }

    @Test
    void afterTwoStepsTheValueIsMissing() {
        TraceSignalSource weather = new TraceSignalSource(hourly(), Known.AT_ITS_TIME, TEMPERATURE);
        assertThat(weather.valuesAt(minutes(4 * 60))).containsEntry("weather_temperature", 12.0);
        assertThat(weather.valuesAt(minutes(4 * 60 + 1))).isEmpty();
        assertThat(weather.valuesAt(minutes(1_000_000))).isEmpty();
    }

    @Test
    void rowsThatWereFilledInAreSkipped() {
        Trace gaps = new Trace(
                "weather.csv", NOON, Duration.ofHours(1), Map.of("temp", new double[] {10, 10, 10, 10}), new boolean[] {
                    true, false, false, false
                });
        TraceSignalSource weather = new TraceSignalSource(gaps, Known.AT_ITS_TIME, TEMPERATURE);
        assertThat(weather.valuesAt(minutes(2 * 60))).containsEntry("weather_temperature", 10.0);
        assertThat(weather.valuesAt(minutes(3 * 60))).isEmpty();
    }

    @Test
    void mappingsAreChecked() {
        assertThatThrownBy(() -> new TraceSignalSource(hourly(), Known.AT_ITS_TIME, Map.of("rain", "weather_rain")))
                .hasMessageContaining("weather.csv")
                .hasMessageContaining("rain");
        Map<String, String> twice = new LinkedHashMap<>();
        twice.put("temp", "weather_x");
        twice.put("wind", "weather_x");
        assertThatThrownBy(() -> new TraceSignalSource(hourly(), Known.AT_ITS_TIME, twice))
                .hasMessageContaining("weather_x is given by two columns");
    }

    private static Trace hourly() {
        return new Trace(
                "weather.csv",
                NOON,
                Duration.ofHours(1),
                Map.of("temp", new double[] {10, 11, 12}, "wind", new double[] {1, 2, 3}),
                new boolean[] {true, true, true});
    }

    private static Instant minutes(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }
}
