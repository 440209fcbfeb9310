package io.foretide.scaler.pieces;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.foretide.text.Rounded;
import io.foretide.whatif.SimulationResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of a piece, as it stands in JSON. Immutable.
 *
 * @param reason why there is nothing, if it failed
 * @param digest SHA-256 of what was found, without times: equal wherever the piece was done
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PieceResult(
        String job,
        State state,
        @JsonUnwrapped Effort effort,
        Optional<String> reason,
        Optional<String> digest,
        Optional<Trained> training,
        Optional<SimulationResult> simulation) {
    /** How it ended. */
    public enum State {
        DONE,
        /** The same was there already. */
        SKIPPED,
        FAILED;

        /** As it stands in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it took: how often it was begun, and how long the last process had it. */
    public record Effort(int attempts, double seconds) {
        /** Nobody has begun it. */
        public static final Effort NONE = new Effort(0, 0);

        public Effort {
            seconds = Rounded.to(seconds, 1);
        }
    }

    /**
     * A training's result.
     *
     * @param version of the model that was published
     * @param champion whether it serves now
     * @param verdict what was decided of it and why
     * @param notes for people
     */
    public record Trained(String model, String version, boolean champion, String verdict, List<String> notes) {
        public Trained {
            notes = List.copyOf(notes);
        }
    }

    /** A piece that gave nothing. */
    public static PieceResult failed(String job, Effort effort, String reason) {
        return new PieceResult(
                job, State.FAILED, effort, Optional.of(reason), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
