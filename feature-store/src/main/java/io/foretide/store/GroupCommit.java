package io.foretide.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Small changes of many threads, in few transactions: a file has one writer at a time and each commit waits for the disk, so who
 * comes while another is being committed is committed with all that have come meanwhile. Thread-safe.
 */
final class GroupCommit {
    private static final int MOST = 256;

    private final Jdbi jdbi;
    private final Queue<Change> waiting = new ConcurrentLinkedQueue<>();
    private final Lock turn = new ReentrantLock();

    GroupCommit(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Returns once {@code work} is committed. One that fails harms none that it would have been committed with.
     *
     * @param work is begun anew if another fails: has no effect but on its handle, and changes nothing here itself
     */
    void commit(HandleConsumer<RuntimeException> work) {
        Change change = new Change(work);
        waiting.add(change);
        turn.lock();
        try {
            while (!change.isDone) { // unless who had the turn before has done it
                commitNext();
            }
        } finally {
            turn.unlock();
        }
        if (change.failure != null) {
            throw change.failure;
        }
    }

    private void commitNext() {
        List<Change> group = new ArrayList<>();
        while (group.size() < MOST && !waiting.isEmpty()) { // nobody else takes any out in this turn
            group.add(waiting.remove());
        }
        if (group.size() == 1 || !isCommitted(group)) {
            group.forEach(this::commitAlone);
        }
    }

    private boolean isCommitted(List<Change> group) {
        try {
            jdbi.useTransaction(handle -> {
                for (Change change : group) {
                    change.work.useHandle(handle);
                }
            });
        } catch (RuntimeException | Error e) {
            return false; // whose fault it is, each one's own transaction tells
        }
        group.forEach(change -> change.isDone = true);
        return true;
    }

    private void commitAlone(Change change) {
        try {
            jdbi.useTransaction(change.work);
        } catch (RuntimeException e) {
            change.failure = e;
        } catch (Error e) { // it may be another thread's, and those after it are still to be done
            change.failure = new IllegalStateException("a change was not committed: " + e, e);
        }
        change.isDone = true;
    }

    /** Guarded by the turn. */
    private static final class Change {
        private final HandleConsumer<RuntimeException> work;
        private boolean isDone;
        private @Nullable RuntimeException failure;

        Change(HandleConsumer<RuntimeException> work) {
            this.work = work;
        }
    }
}
