package io.foretide.scaler.pieces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.scaler.pieces.FleetReport.PolicySum;
import io.foretide.text.Json;
import io.foretide.training.TrainingProgress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetReportTest {
    @TempDir
    Path folder;

    @Test
    void sumsAreOfAllThatWereSimulated() throws Exception {
        try (StoredFleet fleet = new StoredFleet(folder, "a", "b")) {
            List<PieceResult> results = LocalPieces.run(
                    List.of(StoredFleet.simulation("a"), StoredFleet.simulation("b"), StoredFleet.simulation("c")),
                    fleet.attempts(),
                    2,
                    TrainingProgress.NONE);
            FleetReport report = FleetReport.of(results, 1);
            PolicySum peak = report.sums().policies().get(0);
            assertThat(peak.name()).isEqualTo("static-peak");
            assertThat(peak.slotHours())
                    .isCloseTo(slotHours(results.get(0)) + slotHours(results.get(1)), within(1e-6))
                    .isPositive();
            assertThat(report.sums().failed()).isEqualTo(1);
            assertThat(FleetTable.of(report)).contains("static-peak", "predictive-untuned", "all ", "failed: c: ");
            // what a database keeps of a simulation is the whole of it
            PieceResult kept = Json.read(Json.line(results.get(0)), PieceResult.class);
            assertThat(Json.line(kept)).isEqualTo(Json.line(results.get(0)));
        }
    }

    private static double slotHours(PieceResult result) {
        return result.simulation().orElseThrow().policies().get(0).slotHours();
    }
}
