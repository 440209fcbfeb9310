package io.foretide.scaler.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.pieces.PieceResult.Effort;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PieceTableIT {
    private final PostgresServer server;

    PieceTableIT(PostgresServer server) {
        this.server = server;
    }

    @Test
    void aRunIsReadAndEndedPieceByPieceAndForgottenAfterAMonth() {
        try (PostgresDatabase database =
                PostgresDatabase.open(server.database(), PostgresServer.LOGIN, List.of(PieceTable.MIGRATIONS))) {
            PieceTable table = new PieceTable(database);
            List<Piece> pieces = List.of(StoredFleet.simulation("a"), StoredFleet.simulation("b"));
            table.begin("one", pieces);
            assertThat(table.piece("one", 1)).isEqualTo(pieces.get(1));
            assertThat(table.attempt("one", 1)).isEqualTo(1);
            assertThat(table.attempt("one", 1)).isEqualTo(2);
            assertThat(table.result("one", 1)).isEmpty();

            PieceResult failed = PieceResult.failed("b", new Effort(2, 1.5), "no history");
            table.end("one", 1, failed);
            assertThat(table.result("one", 1)).contains(failed);
            assertThat(table.ended("one")).isEqualTo(1);

            database.use(handle -> handle.execute("update piece_run set begun = begun - interval '31 days'"));
            table.begin("two", List.of());
            assertThat(table.ended("one")).isZero();
        }
    }
}
