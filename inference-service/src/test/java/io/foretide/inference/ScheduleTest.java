package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration PERIOD = Duration.ofMillis(20);

    @Test
    void workRecursThoughItFails() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        try (Workers workers = new Workers();
                Schedule schedule = new Schedule(workers)) {
            schedule.every(PERIOD, "work", () -> {
                thrice.countDown();
                throw new StackOverflowError("as bad as it gets");
            });
            assertThat(thrice.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void workThatHangsIsNeitherOvertakenNorInTheWayOfOther() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(3);
        AtomicInteger hanging = new AtomicInteger();
        try (Workers workers = new Workers();
                Schedule schedule = new Schedule(workers)) {
            schedule.every(PERIOD, "hangs", () -> {
                hanging.incrementAndGet();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            schedule.every(PERIOD, "other", others::countDown);
            assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(hanging).hasValue(1);
            release.countDown();
        }
    }

    @Test
    void closingWaitsForTheRunUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Workers workers = new Workers();
        Schedule schedule = new Schedule(workers);
        schedule.every(Duration.ofHours(1), "work", () -> {
            begun.countDown();
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            ended.incrementAndGet();
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        schedule.close();
        workers.close();
        assertThat(ended).hasValue(1);
    }
}
