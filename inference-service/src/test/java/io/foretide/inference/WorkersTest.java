package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final int WAITING = 50;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private void hang() {
        begun.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatFindsNoThreadIsDoneInItsTurn() throws Exception {
        List<Integer> done = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(WAITING);
        try (Workers workers = new Workers(1)) {
            workers.run(() -> {
                hang();
                Thread.currentThread().interrupt(); // which is no matter of what comes next
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            IntStream.range(0, WAITING)
                    .forEach(i -> workers.run(() -> {
                        if (!Thread.currentThread().isInterrupted()) {
                            done.add(i);
                        }
                        all.countDown();
                    }));
            assertThat(done).as("while the only thread has something to do").isEmpty();
            release.countDown();
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(done)
                    .containsExactlyElementsOf(
                            IntStream.range(0, WAITING).boxed().toList());
        }
    }

    @Test
    void nothingIsBegunAfterTheEnd() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        Workers workers = new Workers(1);
        workers.run(this::hang);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        workers.run(() -> done.add("late"));
        workers.close();
        workers.run(() -> done.add("later"));
        Thread.sleep(200);
        assertThat(done).isEmpty();
    }
}
