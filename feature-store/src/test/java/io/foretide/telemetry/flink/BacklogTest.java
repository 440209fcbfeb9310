package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.telemetry.kafka.TopicOffsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    private double look(String attempt, double end, double committed, double read) {
        return backlog.waiting(attempt, new TopicOffsets(end, committed, Instant.EPOCH), read);
    }

    /** Looks once a minute at 100 records/s that all are read at once, or of which 20 more wait each second. */
    @ParameterizedTest
    @CsvSource({"10, 0", "45, 0", "180, 0", "10, 20", "45, 20", "180, 20"})
    void whatWasReadSinceTheCheckpointDoesNotWait(int checkpointSeconds, int growth) {
        for (int second = 7; second < 7_200; second += 60) {
            int checkpoint = second / checkpointSeconds * checkpointSeconds;
            double truth = growth * second;
            double waits = look("a", 100 * second, (100 - growth) * checkpoint, (100 - growth) * second);
            assertThat(waits).as("never too little, at %s s", second).isGreaterThanOrEqualTo(truth - 1e-6);
            if (second > 1_200) {
                assertThat(waits - truth)
                        .as("at most what the best look left, at %s s", second)
                        .isLessThanOrEqualTo((100 - growth) * Math.min(60, checkpointSeconds));
            }
        }
    }

    @Test
    void anAttemptBeginsAtTheCommittedOffset() {
        look("a", 1_000, 900, 500);
        assertThat(look("b", 5_000, 900, 0)).isEqualTo(4_100);
        assertThat(look("b", 5_600, 900, 3_000))
                .as("nothing is committed since")
                .isEqualTo(1_700);
        assertThat(look("b", 6_200, 6_200, 5_300)).as("caught up").isZero();
    }

    @Test
    void aReaderThatStandsStillFallsBehindByAllThatArrives() {
        look("a", 1_000, 1_000, 1_000);
        assertThat(look("a", 1_600, 1_000, 1_000)).isEqualTo(600);
        assertThat(look("a", 2_200, 1_000, 1_000)).isEqualTo(1_200);
    }

    @Test
    void nothingWaitsNegatively() {
        look("a", 1_000, 1_000, 1_000);
        assertThat(look("a", 1_000, 1_200, 1_400)).isCloseTo(0, within(1e-9));
    }
}
