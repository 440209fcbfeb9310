package io.foretide.scaler.pieces;

import io.foretide.scaler.pieces.PieceResult.Effort;
import io.foretide.scaler.pieces.PieceResult.State;
import io.foretide.scaler.pieces.PieceResult.Trained;
import io.foretide.text.Json;
import io.foretide.training.Checksums;
import io.foretide.training.registry.ModelCard;
import io.foretide.whatif.SimulationResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a piece finds, before it is told what that took. */
sealed interface Found {
    PieceResult result(String job, Effort effort);

    /**
     * A model.
     *
     * @param isNew whether this piece has made it
     */
    record Model(ModelCard card, boolean champion, boolean isNew, List<String> notes) implements Found {
        /** For people, with what was decided and when. */
        private static final String PAGE = "card.md";

        public Model {
            notes = List.copyOf(notes);
        }

        @Override
        public PieceResult result(String job, Effort effort) {
            Map<String, String> files = new TreeMap<>(card.files());
            files.remove(PAGE);
            return new PieceResult(
                    job,
                    isNew ? State.DONE : State.SKIPPED,
                    effort,
                    Optional.empty(),
                    Optional.of(digest(files)),
                    Optional.of(new Trained(
                            card.name(),
                            card.version(),
                            champion,
                            card.evaluation().verdict(),
                            notes)),
                    Optional.empty());
        }
    }

    /** Figures of policies. */
    record Figures(SimulationResult simulation) implements Found {
        @Override
        public PieceResult result(String job, Effort effort) {
            return new PieceResult(
                    job,
                    State.DONE,
                    effort,
                    Optional.empty(),
                    Optional.of(digest(List.of(
                            simulation.evaluated(),
                            simulation.settings(),
                            simulation.recorded(),
                            simulation.policies()))),
                    Optional.empty(),
                    Optional.of(simulation));
        }
    }

    private static String digest(Object value) {
        return HexFormat.of()
                .formatHex(Checksums.sha256().digest(Json.line(value).getBytes(StandardCharsets.UTF_8)));
    }
}
