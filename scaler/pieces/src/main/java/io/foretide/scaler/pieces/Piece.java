package io.foretide.scaler.pieces;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Heavy work on one job that depends on no other: all that decides its result but the job's stored history, which does not change
 * any more. Written as JSON, it is done anywhere. Immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "work")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingPiece.class, name = "training"),
    @JsonSubTypes.Type(value = SimulationPiece.class, name = "simulation")
})
public sealed interface Piece permits TrainingPiece, SimulationPiece {
    /** The job's name. */
    String job();
}
