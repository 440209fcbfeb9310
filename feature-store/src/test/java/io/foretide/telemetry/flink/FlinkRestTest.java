package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.telemetry.access.HttpAccessException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkRestTest {
    private final FakeFlink flink = new FakeFlink();

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void anAnswerThatIsNestedWithoutEndIsRefusedInASentence() {
        refusesNesting("[".repeat(100_000));
        refusesNesting("[".repeat(3_000) + "]".repeat(3_000));
        refusesNesting("{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000));
    }

    private void refusesNesting(String body) {
        flink.answers.put("/overview", body);
        assertThatThrownBy(() -> flink.rest().get("/overview"))
                .isInstanceOf(IOException.class)
                .hasMessage(flink.address()
                        + "/overview answers with JSON that is nested too deeply, or has too long a text or number");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whoMayNotAskIsNotToldThatThereIsNothing(int status) throws IOException {
        flink.failures.put("/jobs/11", 404);
        assertThat(flink.rest().find("/jobs/11")).isEmpty();
        flink.failures.put("/jobs/11", status);
        assertThatThrownBy(() -> flink.rest().find("/jobs/11")).isInstanceOf(HttpAccessException.class);
    }
}
