package io.foretide.scaler.cli;

import io.foretide.planner.decision.SizeAt;
import io.foretide.whatif.StoredHistory;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.RecordedLoad;
import java.util.List;

/**
 * A load that is replayed.
 *
 * @param split which steps of it are for what
 * @param sizes that a stored job really had
 */
record Replayed(RecordedLoad load, EvaluationSplit split, List<SizeAt> sizes) {
    Replayed {
        sizes = List.copyOf(sizes);
    }

    /**
     * Reads the load that a command line names, of a stored job or a trace.
     *
     * @throws io.foretide.scaler.app.UserError if it cannot be read
     */
    static Replayed of(TraceOptions trace, StoredJobOptions stored, SplitOptions split) {
        if (stored.isGiven()) {
            StoredHistory history = stored.read();
            EvaluationSplit.Request request = stored.from().isPresent()
                    ? split.request().from(stored.from().get())
                    : split.request();
            return new Replayed(
                    history.load(), EvaluationSplit.of(request, history.load().demand()), history.sizes());
        }
        RecordedLoad load = trace.load();
        return new Replayed(load, EvaluationSplit.of(split.request(), load.demand()), List.of());
    }
}
