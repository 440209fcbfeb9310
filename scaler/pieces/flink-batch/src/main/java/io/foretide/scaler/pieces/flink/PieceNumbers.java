package io.foretide.scaler.pieces.flink;

import java.util.List;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;

/**
 * The numbers of a run's pieces, each a split of its own: a subtask takes the next one when it has done its last, so that long
 * pieces hold nobody up, and what a lost TaskManager had goes to others.
 */
final class PieceNumbers extends NumberSequenceSource {
    private static final long serialVersionUID = 1;

    private final int pieces;

    PieceNumbers(int pieces) {
        super(0, pieces - 1L);
        this.pieces = pieces;
    }

    @Override
    protected List<NumberSequenceSplit> splitNumberRange(long from, long to, int numSplits) {
        return super.splitNumberRange(from, to, pieces);
    }
}
