package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
    private long now = Long.MAX_VALUE - 1; // such a clock may overflow
    private final Outage outage = new Outage(() -> now, Duration.ofSeconds(8));
    private int asked;
    private boolean isAway;

    private int ask() {
        return outage.during(() -> {
            asked++;
            if (isAway) {
                throw new StoreException("it does not answer", null, true);
            }
            return asked;
        });
    }

    private void fails() {
        assertThatThrownBy(this::ask).isInstanceOf(StoreException.class).hasMessage("it does not answer");
    }

    private static void ended(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aServerThatAnswersIsAskedEachTime() {
        ask();
        ask();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whileItIsAwayItIsAskedSeldomAndAllAreTold() {
        isAway = true;
        for (int second = 0; second < 1200; second++) {
            fails();
            after(Duration.ofMillis(100));
        }
        assertThat(asked).as("of 1200 in two minutes").isBetween(15, 20);
    }

    @Test
    void whoLooksDoesSoAlone() {
        isAway = true;
        fails();
        after(Duration.ofSeconds(1));
        Thread other = new Thread(this::fails);
        outage.during(() -> {
            isAway = false; // it is back, but nobody else knows yet
            other.start();
            ended(other);
            return ask(); // a question within a question
        });
        assertThat(asked).isEqualTo(2);
        ask();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void aServerThatIsBackIsAskedByAllAndIfItGoesAgainThePausesAreShortAgain() {
        isAway = true;
        fails();
        after(Duration.ofMinutes(1));
        fails();
        after(Duration.ofMinutes(1));
        isAway = false;
        ask();
        ask();
        isAway = true;
        fails();
        after(Duration.ofSeconds(1));
        isAway = false;
        assertThat(ask()).isEqualTo(asked);
    }

    @Test
    void anotherFailureIsAnAnswer() {
        isAway = true;
        fails();
        after(Duration.ofSeconds(1));
        assertThatThrownBy(() -> outage.during(() -> {
                    throw new StoreException("its disk is full", null);
                }))
                .hasMessage("its disk is full");
        isAway = false;
        ask();
        assertThat(asked).isEqualTo(2);
    }
}
