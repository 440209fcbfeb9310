package io.foretide.planner.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.settings.Strategy.TargetTracking;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerBlockTest {
    private static final Map<String, Object> TUNED = Map.of(
            "strategy",
            "target-tracking",
            "tracking",
            Map.of("headroom", 1.1, "averaging", "5m"),
            "stabilization",
            "20m");

    private static PlannerBlock block(Map<String, Object> said) {
        return new PlannerBlock(said, ZoneOffset.UTC, Duration.ofMinutes(1));
    }

    @Test
    void tunedKeysCountWhereTheFileSaysNothing() {
        PlannerSettings settings = block(Map.of("sloLag", "45s")).with(TUNED);
        assertThat(settings.sloLag()).isEqualTo(Duration.ofSeconds(45));
        assertThat(settings.rules().stabilization()).isEqualTo(Duration.ofMinutes(20));
        assertThat(tracking(settings).headroom()).isEqualTo(1.1);
    }

    @Test
    void whatTheFileSaysStays() {
        PlannerBlock block = block(Map.of(
                "strategy",
                "target-tracking",
                "stabilization",
                "7m",
                "tracking",
                Map.of("headroom", 1.7, "catchUp", "3m")));
        PlannerSettings settings = block.with(TUNED);
        assertThat(settings.rules().stabilization()).isEqualTo(Duration.ofMinutes(7));
        assertThat(tracking(settings).headroom()).isEqualTo(1.7);
        assertThat(tracking(settings).catchUp()).isEqualTo(Duration.ofMinutes(3));
        assertThat(tracking(settings).averaging()).isEqualTo(Duration.ofMinutes(5));
        assertThat(block.says("tracking.headroom")).isTrue();
        assertThat(block.says("tracking.averaging")).isFalse();
        assertThat(block.says("sloLag")).isFalse();
    }

    @Test
    void keysThatDoNotFitTheFileAreRefused() {
        PlannerBlock block = block(Map.of("strategy", "threshold"));
        assertThatThrownBy(() -> block.with(TUNED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tracking");
        assertThat(block.settings().strategy()).isEqualTo(Strategy.Threshold.DEFAULT);
        assertThatThrownBy(() -> block(Map.of("rescaleWorth", "20m")).with(TUNED))
                .hasMessageContaining("strategy target-tracking: the configuration has receding-horizon");
        assertThatThrownBy(() -> block.with(Map.of("strategy", "receding-horizon", "sloShare", 0.98)))
                .hasMessageContaining("strategy receding-horizon: the configuration has threshold");
    }

    private static TargetTracking tracking(PlannerSettings settings) {
        return (TargetTracking) settings.strategy();
    }
}
