package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.HandleConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    private static final int OTHERS = 20;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(OTHERS + 1);

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static HandleConsumer<RuntimeException> name(String name) {
        return handle -> handle.execute("insert into job (name) values (?)", name);
    }

    /** Changes that come while one is under way; whether they are refused is theirs to tell. */
    private List<CompletableFuture<Void>> whileOneIsUnderWay(
            SqliteDatabase database, List<HandleConsumer<RuntimeException>> others) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Void> first = run(database, handle -> {
            begun.countDown();
            await(go);
            name("first").useHandle(handle);
        });
        begun.await();
        AtomicInteger asked = new AtomicInteger();
        List<CompletableFuture<Void>> all = others.stream()
                .map(work -> CompletableFuture.runAsync(
                        () -> {
                            asked.incrementAndGet();
                            database.change(work);
                        },
                        threads))
                .toList();
        while (asked.get() < others.size()) {
            Thread.onSpinWait();
        }
        Thread.sleep(100); // until they wait for their turn; if not, they are committed in more groups
        go.countDown();
        first.join();
        return all;
    }

    private CompletableFuture<Void> run(SqliteDatabase database, HandleConsumer<RuntimeException> work) {
        return CompletableFuture.runAsync(() -> database.change(work), threads);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SqliteDatabase open() {
        return SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
    }

    private static List<String> names(SqliteDatabase database) {
        return database.with(handle -> handle.select("select name from job order by name")
                .mapTo(String.class)
                .list());
    }

    @Test
    void whatComesDuringACommitIsCommittedTogether() throws Exception {
        try (SqliteDatabase database = open()) {
            Set<Thread> writers = ConcurrentHashMap.newKeySet();
            List<HandleConsumer<RuntimeException>> others = IntStream.range(0, OTHERS)
                    .<HandleConsumer<RuntimeException>>mapToObj(i -> handle -> {
                        name("job-" + i).useHandle(handle);
                        writers.add(Thread.currentThread());
                    })
                    .toList();
            whileOneIsUnderWay(database, others).forEach(CompletableFuture::join);
            assertThat(names(database)).hasSize(OTHERS + 1);
            assertThat(writers).as("who has the turn writes for others, too").hasSizeLessThan(OTHERS / 2);
        }
    }

    @Test
    void oneThatFailsHarmsNoOther() throws Exception {
        try (SqliteDatabase database = open()) {
            List<CompletableFuture<Void>> all =
                    whileOneIsUnderWay(database, List.of(name("a"), name("first"), name("b")));
            all.get(0).join();
            all.get(2).join();
            assertThatThrownBy(() -> all.get(1).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StoreException.class)
                    .hasMessageContaining("UNIQUE");
            assertThat(names(database)).containsExactly("a", "b", "first");
        }
    }

    @Test
    void aProgramsOwnMistakeIsTold() {
        try (SqliteDatabase database = open()) {
            assertThatThrownBy(() -> database.change(handle -> {
                        throw new IllegalStateException("no");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            database.change(name("a"));
            assertThat(names(database)).containsExactly("a");
        }
    }
}
