package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Ticks of a minute. */
class TickWatchTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final TickWatch watch = new TickWatch(Duration.ofMinutes(1), nanos::get);

    @Test
    void aTickOfTwoMinutesIsSlowAndNoMore() {
        nanos.set(120 * SECOND);
        assertThat(watch.overdue()).isEqualTo(Duration.ofMinutes(1));
        assertThat(watch.look()).isEmpty();
        assertThat(watch.isOverdue()).isFalse();
    }

    @Test
    void aTickThatHangsIsInterruptedAndTheNextOneIsTried() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread thread = new Thread(() -> watch.during(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }));
        thread.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        nanos.set(181 * SECOND);
        Optional<TickWatch.Overdue> overdue = watch.look();
        assertThat(overdue.orElseThrow().sentence())
                .contains("no tick has ended for 121 s longer than it should take: it is at TickWatchTest.");
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        thread.join();
        assertThat(watch.look()).isEmpty();
        assertThat(watch.overdue()).isZero();
    }

    @Test
    void onlyATickThatHeedsNothingMakesTheProcessUseless() {
        nanos.set(419 * SECOND);
        assertThat(watch.isStuck()).isFalse();
        nanos.set(421 * SECOND);
        assertThat(watch.isStuck()).isTrue();
        assertThat(watch.look().orElseThrow().sentence()).contains("none has begun");
    }
}
