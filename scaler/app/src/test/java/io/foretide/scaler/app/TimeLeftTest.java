package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static final long SECOND = 1_000_000_000;

    private final TimeLeft left = new TimeLeft(0);

    private void reached(long units, double second) {
        left.reached(units, (long) (second * SECOND));
    }

    private Duration at(double second) {
        return left.until(1000, (long) (second * SECOND)).orElseThrow();
    }

    @Test
    void nothingIsKnownBeforeTheFirstUnit() {
        reached(0, 1);
        assertThat(left.until(1000, 2 * SECOND)).isEmpty();
    }

    @Test
    void steadyWorkGoesOnAsBefore() {
        for (int second = 1; second <= 100; second++) {
            reached(second * 5, second);
        }
        assertThat(at(100)).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(105));
    }

    @Test
    void workThatSlowsDownIsJudgedByItsRateOfLate() {
        for (int second = 1; second <= 10; second++) {
            reached(second * 90, second);
        }
        // from here on a unit in ten seconds: a hundred are left
        for (int second = 20; second <= 200; second += 10) {
            reached(900 + (second - 10) / 10, second);
        }
        assertThat(at(200)).isBetween(Duration.ofSeconds(700), Duration.ofSeconds(900));
    }

    @Test
    void standingStillIsNeverNearlyDone() {
        for (int second = 1; second <= 100; second++) {
            reached(second * 995 / 100, second);
        }
        for (int second = 101; second <= 700; second++) {
            reached(995, second);
        }
        assertThat(at(700)).isGreaterThanOrEqualTo(Duration.ofSeconds(600));
    }
}
