package io.foretide.scaler.pieces;

import io.foretide.planner.settings.PlannerBlock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A replay of one job's history through policies.
 *
 * @param planner as the job is configured; empty: nothing is known but the history
 * @param zone local time of the forecaster's calendar
 * @param until history after it takes no part
 * @param asked names and values as in the body of {@code POST /v1/simulations}
 */
public record SimulationPiece(
        String job, Optional<PlannerBlock> planner, ZoneId zone, Instant until, Map<String, Object> asked)
        implements Piece {
    public SimulationPiece {
        asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
    }
}
