package io.foretide.scaler.pieces;

import io.foretide.training.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Pieces on threads of this process. */
public final class LocalPieces {
    /** A piece holds the history of a job, its features and models. */
    private static final long HEAP_PER_THREAD = 256L << 20;

    private LocalPieces() {}

    /** As many as there are cores, and as the heap holds. */
    public static int threads() {
        Runtime here = Runtime.getRuntime();
        return (int) Math.max(1, Math.min(here.availableProcessors(), here.maxMemory() / HEAP_PER_THREAD));
    }

    /**
     * The results in the order of the pieces.
     *
     * @param threads so many pieces are done at a time
     * @param progress is told by this thread how many are done
     * @throws InterruptedException if this thread is interrupted; then no piece goes on
     */
    public static List<PieceResult> run(List<Piece> pieces, Attempts attempts, int threads, TrainingProgress progress)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<PieceResult> ended = new ExecutorCompletionService<>(pool);
            List<Future<PieceResult>> all = new ArrayList<>();
            for (Piece piece : pieces) {
                AtomicInteger begun = new AtomicInteger();
                all.add(ended.submit(() -> attempts.of(piece, begun::incrementAndGet)));
            }
            progress.report("jobs", 0, pieces.size(), Duration.ZERO);
            for (int done = 1; done <= pieces.size(); done++) {
                ended.take().get();
                progress.report("jobs", done, pieces.size(), Duration.ZERO);
            }
            List<PieceResult> results = new ArrayList<>();
            for (Future<PieceResult> one : all) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a piece ended by " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
