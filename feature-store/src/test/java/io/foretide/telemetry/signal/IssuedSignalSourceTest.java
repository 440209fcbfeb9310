package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.datasets.IssuedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedSignalSourceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"weather_rain", "weather_rain_in_15_minutes"})
    void twoColumnsThatGiveOneFeatureAreRefused(String second) throws IOException {
        Path file = Files.writeString(
                folder.resolve("rain.csv"),
                "time,issued,mm,wind\n2026-05-01T10:00:00Z,2026-05-01T09:00:00Z,1,2\n"
                        + "2026-05-01T11:00:00Z,2026-05-01T09:00:00Z,3,4\n");
        IssuedTrace trace = IssuedTrace.read(file, "issued", List.of("mm", "wind"), Optional.empty());

        assertThatThrownBy(() -> new IssuedSignalSource(trace, Map.of("mm", "weather_rain", "wind", second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature " + second + " is given by two columns of rain.csv: one is allowed");
    }
}
