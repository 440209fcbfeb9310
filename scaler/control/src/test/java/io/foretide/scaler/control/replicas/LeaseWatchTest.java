package io.foretide.scaler.control.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaseWatchTest {
    private static final Duration LASTS = Duration.ofSeconds(15);

    private final LeaseWatch watch = new LeaseWatch(LASTS);

    private static Lease lease(long beat) {
        return new Lease("other", "process", beat, LASTS);
    }

    private List<Lease> at(long seconds, Lease lease) {
        return watch.ended(List.of(lease), Duration.ofSeconds(seconds).toNanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -30, 30, -9_000_000_000L}) // whatever the clock shows at first
    void aLeaseThatDoesNotMoveEndsAfterItsWholeLength(long begin) {
        for (long second = 0; second < 15; second += 3) {
            assertThat(at(begin + second, lease(7))).isEmpty();
        }
        assertThat(at(begin + 15, lease(7))).containsExactly(lease(7));
    }

    @Test
    void aLeaseThatMovesDoesNotEnd() {
        for (long beat = 0; beat < 100; beat++) {
            assertThat(at(6 * beat, lease(beat))).isEmpty();
        }
    }

    @Test
    void anotherProcessOfTheSameNameBeginsAnew() {
        for (long second = 0; second < 15; second += 3) {
            at(second, lease(1));
        }
        assertThat(at(15, new Lease("other", "next", 1, LASTS))).isEmpty();
    }

    @Test
    void timeInWhichNobodyLookedDoesNotCount() {
        at(0, lease(7));
        at(3, lease(7));
        assertThat(at(123, lease(7))).isEmpty();
        for (long second = 126; second < 138; second += 3) {
            assertThat(at(second, lease(7))).isEmpty();
        }
        assertThat(at(138, lease(7))).hasSize(1);
    }
}
