package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReactiveModeCheckTest {
    @Test
    void reactiveModeIsNoProblem() throws IOException {
        try (FakeFlink flink = new FakeFlink()) {
            assertThat(new ReactiveModeCheck(flink.rest()).problem()).isEmpty();
            flink.configuration.put("scheduler-mode", "REACTIVE");
            assertThat(new ReactiveModeCheck(flink.rest()).problem()).isEmpty();
        }
    }

    @Test
    void anotherModeIsAProblem() throws IOException {
        try (FakeFlink flink = new FakeFlink()) {
            flink.configuration.remove("scheduler-mode");
            assertThat(new ReactiveModeCheck(flink.rest()).problem().orElseThrow())
                    .contains("Flink at " + flink.address() + " is not in Reactive Mode: scheduler-mode is not set")
                    .contains("\nMaybe set scheduler-mode: reactive");
            flink.configuration.put("scheduler-mode", "other");
            assertThat(new ReactiveModeCheck(flink.rest()).problem().orElseThrow())
                    .contains("scheduler-mode is 'other'");
        }
    }

    @Test
    void anotherSchedulerIsAProblem() throws IOException {
        try (FakeFlink flink = new FakeFlink()) {
            flink.scheduler = "Default";
            assertThat(new ReactiveModeCheck(flink.rest()).problem().orElseThrow())
                    .contains("job 'orders' has the scheduler Default");
        }
    }

    @Test
    void anAddressThatCannotBeReachedIsNamed() {
        FakeFlink flink = new FakeFlink();
        flink.close();
        assertThatThrownBy(() -> new ReactiveModeCheck(flink.rest()).problem())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(flink.address().toString());
    }
}
