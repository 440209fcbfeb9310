package io.foretide.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class JobArgumentsTest {
    @Test
    void readsPairs() {
        JobArguments arguments = JobArguments.of("--topic", "positions", "--service-micros", "500");
        assertThat(arguments.text("topic")).isEqualTo("positions");
        assertThat(arguments.number("service-micros")).isEqualTo(500);
    }

    @Test
    void namesWhatIsMissingOrNoPair() {
        assertThatThrownBy(() -> JobArguments.of().text("topic")).hasMessage("--topic is missing");
        assertThatThrownBy(() -> JobArguments.of("--topic")).hasMessage("argument '--topic': must be --name value");
        assertThatThrownBy(() -> JobArguments.of("topic", "a")).hasMessage("argument 'topic': must be --name value");
    }
}
