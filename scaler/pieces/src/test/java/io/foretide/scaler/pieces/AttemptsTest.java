package io.foretide.scaler.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.pieces.PieceResult.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Piece PIECE = new SimulationPiece(
            "orders", Optional.empty(), ZoneOffset.UTC, Instant.parse("2026-11-01T00:00:00Z"), Map.of());

    private final AtomicInteger begun = new AtomicInteger();

    private PieceResult result(Attempts.Work work) throws InterruptedException {
        return new Attempts(work, Duration.ZERO).of(PIECE, begun::incrementAndGet);
    }

    @Test
    void whatMayPassIsTriedAgainAndThenNamed() throws Exception {
        PieceResult result = result(piece -> {
            throw new IOException("the disk is full");
        });
        assertThat(result.state()).isEqualTo(State.FAILED);
        assertThat(result.reason()).contains("the disk is full");
        assertThat(result.effort().attempts()).isEqualTo(Attempts.MOST);
    }

    @Test
    void whatCannotChangeIsNotTriedAgain() throws Exception {
        PieceResult result = result(piece -> {
            throw new IllegalArgumentException("orders has 3 days of history");
        });
        assertThat(result.reason()).contains("orders has 3 days of history");
        assertThat(result.effort().attempts()).isEqualTo(1);
    }

    @Test
    void aPieceThatEndsItsProcessIsGivenUp() throws Exception {
        begun.set(Attempts.MOST);
        PieceResult result = result(piece -> {
            throw new AssertionError("begun once more");
        });
        assertThat(result.state()).isEqualTo(State.FAILED);
        assertThat(result.reason().orElseThrow()).contains("ended in each of 3 attempts");
    }

    @Test
    void aLibraryThatIsNotThereFailsThePieceAlone() throws Exception {
        PieceResult result = result(piece -> {
            throw new UnsatisfiedLinkError("no libgomp.so.1");
        });
        assertThat(result.reason()).contains("no libgomp.so.1");
    }
}
