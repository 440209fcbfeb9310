package io.foretide.scaler.kubernetes.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.scaler.kubernetes.autoscaler.StatusPace.Step;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusPaceTest {
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final StatusPace pace = new StatusPace();

    private static ObjectNode status(int size, int peak, String message) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.putObject("replicas").put("current", size);
        status.put("forecastPeak", peak);
        status.withArray("conditions").addObject().put("type", "Ready").put("message", message);
        return status;
    }

    private Step step(ObjectNode before, ObjectNode status, Duration after) {
        return pace.step("a/orders", before, status, NOW.plus(after));
    }

    @Test
    void whatSaysNothingNewIsKept() {
        assertThat(step(status(2, 10, "x"), status(2, 10, "x"), Duration.ZERO)).isEqualTo(Step.KEEP);
    }

    @Test
    void aSizeIsWrittenAtOnceAndAFigureOnceInFiveMinutes() {
        ObjectNode first = status(2, 10, "3 s late");
        assertThat(step(NOTHING, first, Duration.ZERO)).isEqualTo(Step.WRITE);
        assertThat(step(first, status(2, 20, "4 s late"), Duration.ofMinutes(4)))
                .isEqualTo(Step.KEEP);
        assertThat(step(first, status(3, 20, "4 s late"), Duration.ofMinutes(4)))
                .isEqualTo(Step.WRITE);
        assertThat(step(first, status(2, 20, "4 s late"), Duration.ofMinutes(8)))
                .isEqualTo(Step.KEEP);
        assertThat(step(first, status(2, 20, "4 s late"), Duration.ofMinutes(9)))
                .isEqualTo(Step.WRITE);
    }

    @Test
    void tenThousandObjectsThatHaveNewsAreWrittenTwentyASecond() {
        int writes = 0;
        int soon = 0;
        for (int object = 0; object < 10_000; object++) {
            Step step = pace.step("a/" + object, NOTHING, status(object, 1, ""), NOW);
            writes += step == Step.WRITE ? 1 : 0;
            soon += step == Step.SOON ? 1 : 0;
        }
        assertThat(writes).isEqualTo(20);
        assertThat(soon).isEqualTo(9_980);
        assertThat(pace.step("a/9999", NOTHING, status(9_999, 1, ""), NOW.plusSeconds(1)))
                .isEqualTo(Step.WRITE);
    }

    @Test
    void figuresThatAreDueWaitForTheNextLookWhileOthersAreWritten() {
        for (int object = 0; object < 20; object++) {
            pace.step("a/" + object, NOTHING, status(object, 1, ""), NOW);
        }
        assertThat(step(status(2, 10, ""), status(2, 20, ""), Duration.ZERO)).isEqualTo(Step.KEEP);
    }
}
