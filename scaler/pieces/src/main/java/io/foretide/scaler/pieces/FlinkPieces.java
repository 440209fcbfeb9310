package io.foretide.scaler.pieces;

import io.foretide.scaler.pieces.PieceResult.Effort;
import io.foretide.store.StoreAddress;
import io.foretide.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces on a Flink session cluster, which takes them from a database and writes there what comes of them. Who reads the database
 * is told to the cluster's processes by their environment, not by this one. Not thread-safe.
 */
public final class FlinkPieces {
    /** Of the jar that is uploaded. */
    static final String MAIN = "io.foretide.scaler.pieces.flink.PiecesJob";

    private static final Duration LOOKS = Duration.ofSeconds(1);
    /** So long a Flink whose JobManager starts anew may give no answer. */
    private static final int SILENT_LOOKS = 120;

    private final FlinkSession flink;
    private final StoreAddress.Postgres store;
    private final PieceTable table;
    private final Path jar;

    /**
     * @param on address of Flink's REST interface
     * @param table in the database of {@code store}
     * @param jar the batch application
     */
    public FlinkPieces(String on, StoreAddress.Postgres store, PieceTable table, Path jar) {
        this.flink = new FlinkSession(on);
        this.store = store;
        this.table = table;
        this.jar = jar;
    }

    /**
     * The results in the order of the pieces.
     *
     * @param run names it in the database, and nothing else may be called so
     * @throws io.foretide.text.UnreachableException if Flink does not answer
     * @throws IOException if it does not take the work
     * @throws InterruptedException if this thread is interrupted; then the job on Flink is cancelled
     */
    public List<PieceResult> run(String run, List<Piece> pieces, TrainingProgress progress)
            throws IOException, InterruptedException {
        int slots = flink.slots();
        table.begin(run, pieces);
        String uploaded = flink.upload(jar);
        try {
            // a cluster that gets its TaskManagers for the job has none yet
            int parallelism = slots == 0 ? pieces.size() : Math.min(slots, pieces.size());
            List<String> arguments =
                    List.of("--store", store.url(), "--run", run, "--pieces", String.valueOf(pieces.size()));
            String job = flink.run(uploaded, MAIN, arguments, parallelism);
            String end = ended(job, run, pieces.size(), progress);
            return results(run, pieces, end);
        } finally {
            flink.delete(uploaded);
        }
    }

    /** Waits for the end of a job, and says why it ended where that is not that all is done. */
    private String ended(String job, String run, int pieces, TrainingProgress progress)
            throws IOException, InterruptedException {
        int silent = 0;
        try {
            while (true) {
                progress.report("jobs", table.ended(run), pieces, Duration.ZERO);
                try {
                    String state = flink.state(job);
                    silent = 0;
                    if (FlinkSession.isEnd(state)) {
                        progress.report("jobs", table.ended(run), pieces, Duration.ZERO);
                        return "job " + job + " on Flink is " + state
                                + (state.equals("FAILED") ? ": " + flink.failure(job) : "");
                    }
                } catch (IOException e) {
                    silent++;
                    if (silent > SILENT_LOOKS) {
                        throw e;
                    }
                }
                Thread.sleep(LOOKS.toMillis());
            }
        } catch (InterruptedException e) {
            flink.cancel(job);
            throw e;
        }
    }

    private List<PieceResult> results(String run, List<Piece> pieces, String end) {
        List<PieceResult> results = new ArrayList<>();
        for (int number = 0; number < pieces.size(); number++) {
            String job = pieces.get(number).job();
            results.add(table.result(run, number).orElseGet(() -> PieceResult.failed(job, Effort.NONE, end)));
        }
        return results;
    }
}
