package io.foretide.scaler.pieces;

import io.foretide.scaler.pieces.PieceResult.Effort;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Does a piece to its end, whatever that is: what may pass is tried again, and a piece that fails harms no other. Thread-safe. */
public final class Attempts {
    /** So often a piece is begun at most, whoever does it. */
    public static final int MOST = 3;

    /** Before the second and the third attempt: a database that starts anew is back. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Work work;
    private final Duration pause;

    public Attempts(PieceWork work) {
        this(work::find, PAUSE);
    }

    /** What is tried. */
    @FunctionalInterface
    interface Work {
        Found find(Piece piece) throws InterruptedException, IOException;
    }

    Attempts(Work work, Duration pause) {
        this.work = work;
        this.pause = pause;
    }

    /**
     * What comes of a piece.
     *
     * @param begun says which attempt begins now, from 1 on, also after those of processes that are no more
     * @throws InterruptedException if the thread is interrupted
     */
    public PieceResult of(Piece piece, IntSupplier begun) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            int attempt = begun.getAsInt();
            if (attempt > MOST) {
                return PieceResult.failed(
                        piece.job(),
                        new Effort(MOST, seconds(start)),
                        "the process that did it ended in each of " + MOST + " attempts");
            }
            try {
                Found found = work.find(piece);
                return found.result(piece.job(), new Effort(attempt, seconds(start)));
            } catch (IllegalArgumentException | IllegalStateException | LinkageError e) {
                return PieceResult.failed(piece.job(), new Effort(attempt, seconds(start)), reason(e));
            } catch (IOException | RuntimeException e) {
                if (attempt == MOST) {
                    return PieceResult.failed(piece.job(), new Effort(attempt, seconds(start)), reason(e));
                }
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
