package io.foretide.scaler.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.process.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSettingsTest {
    private static final DemoSettings SETTINGS = new DemoSettings(
            new Installation(Path.of("nowhere")),
            "2.3",
            Path.of("demo"),
            Instant.parse("2001-06-07T10:00:00Z"),
            Duration.ofMinutes(8),
            24,
            true,
            0,
            Optional.empty());

    @ParameterizedTest
    @CsvSource({"5, 24", "25, 24", "26, 23", "60, 10", "479, 1.25", "700, 1.25"})
    void aMachineThatStartsTaskManagersSlowlyReplaysSlowly(long startSeconds, double speed) {
        assertThat(SETTINGS.slowerFor(Duration.ofSeconds(startSeconds)).orElse(SETTINGS.speed()))
                .isEqualTo(speed);
    }

    @Test
    void theSlowerReplayTakesAsLong() {
        DemoSettings slower = SETTINGS.at(10);

        assertThat(slower.duration()).isEqualTo(SETTINGS.duration());
        assertThat(slower.to()).isEqualTo(Instant.parse("2001-06-07T11:20:00Z"));
        assertThat(slower.planner().sloLag()).isEqualTo(Duration.ofMinutes(1));
        assertThat(SETTINGS.planner().sloLag()).isEqualTo(Duration.ofSeconds(144));
    }

    @Test
    void atTheSlowestSpeedNothingIsSlower() {
        assertThat(SETTINGS.at(1.25).slowerFor(Duration.ofHours(1))).isEmpty();
    }
}
