package io.foretide.scaler.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.pieces.PieceResult.State;
import io.foretide.text.Json;
import io.foretide.training.TrainingProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPiecesTest {
    @TempDir
    Path folder;

    private static List<PieceResult> run(StoredFleet fleet, List<Piece> pieces, int threads)
            throws InterruptedException {
        return LocalPieces.run(pieces, fleet.attempts(), threads, TrainingProgress.NONE);
    }

    private static List<String> digests(List<PieceResult> results) {
        return results.stream().map(one -> one.digest().orElseThrow()).toList();
    }

    @Test
    void threadsAndTheWayThroughJsonChangeNoResult() throws Exception {
        try (StoredFleet fleet = new StoredFleet(folder, "a", "b")) {
            List<PieceResult> one = run(
                    fleet,
                    List.of(
                            fleet.training("a", "one"),
                            fleet.training("b", "one"),
                            StoredFleet.simulation("a"),
                            StoredFleet.simulation("b")),
                    1);
            List<Piece> sent = new ArrayList<>();
            for (Piece piece : List.of(
                    fleet.training("a", "two"),
                    fleet.training("b", "two"),
                    StoredFleet.simulation("a"),
                    StoredFleet.simulation("b"))) {
                sent.add(Json.read(Json.line(piece), Piece.class));
            }
            List<PieceResult> four = run(fleet, sent, 4);
            assertThat(one).allMatch(result -> result.state() == State.DONE);
            assertThat(digests(four)).isEqualTo(digests(one)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aJobWithoutHistoryFailsAloneAndIsNamed() throws Exception {
        try (StoredFleet fleet = new StoredFleet(folder, "a")) {
            List<PieceResult> results =
                    run(fleet, List.of(fleet.training("nobody", "models"), StoredFleet.simulation("a")), 2);
            assertThat(results).extracting(PieceResult::state).containsExactly(State.FAILED, State.DONE);
            assertThat(results.get(0).reason().orElseThrow()).contains("job nobody has no whole day of history");
            String table = FleetTable.of(FleetReport.of(results, 12));
            assertThat(table)
                    .contains(
                            "failed: nobody: job nobody has no whole day",
                            "2 jobs: 1 done, 0 skipped",
                            "1 failed; 12 s");
        }
    }

    @Test
    void aTrainingOfTheSameDataIsSkipped() throws Exception {
        try (StoredFleet fleet = new StoredFleet(folder, "a")) {
            PieceResult first =
                    run(fleet, List.of(fleet.training("a", "models")), 1).get(0);
            PieceResult second =
                    run(fleet, List.of(fleet.training("a", "models")), 1).get(0);
            assertThat(second.state()).isEqualTo(State.SKIPPED);
            assertThat(second.digest()).isEqualTo(first.digest());
            assertThat(second.training().map(PieceResult.Trained::version))
                    .isEqualTo(first.training().map(PieceResult.Trained::version));
            assertThat(Json.read(Json.line(second), PieceResult.class)).isEqualTo(second);
        }
    }
}
