package io.foretide.retraining.tuning;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.planner.settings.PlannerSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What nights of tuning have left; stored as {@code tuning.json}. Immutable.
 *
 * @param adopted settings that were adopted, the latest last: it serves
 * @param takenBack settings that somebody has taken back, the latest last
 * @param latest the last night
 */
public record TuningState(List<Proposal> adopted, List<TakenBack> takenBack, Optional<Night> latest) {
    /** Before the first night. */
    public static final TuningState NONE = new TuningState(List.of(), List.of(), Optional.empty());

    /** So many are kept of each kind, as of former champions. */
    private static final int KEPT = 5;

    public TuningState {
        adopted = newest(adopted);
        takenBack = newest(takenBack);
    }

    /** Settings that somebody did not want. */
    public record TakenBack(Instant at, Map<String, Object> settings) {
        public TakenBack {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * One tuning.
     *
     * @param verdict what became of it, and why
     * @param proposal what it found, if it was worth being shown
     */
    public record Night(Instant at, String verdict, Optional<Proposal> proposal) {}

    private static <T> List<T> newest(List<T> all) {
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    /** The proposal that serves; empty: the configuration alone does. */
    public Optional<Proposal> serving() {
        return adopted.isEmpty() ? Optional.empty() : Optional.of(adopted.get(adopted.size() - 1));
    }

    /**
     * The settings that serve.
     *
     * @throws IllegalArgumentException if what was adopted does not fit what the configuration says by now
     */
    public PlannerSettings settings(PlannerBlock block) {
        return block.with(serving().map(Proposal::settings).orElse(Map.of()));
    }

    TuningState with(Night night) {
        return new TuningState(adopted, takenBack, Optional.of(night));
    }

    TuningState adopting(Proposal proposal) {
        List<Proposal> more = new ArrayList<>(adopted);
        more.add(proposal);
        return new TuningState(more, takenBack, latest);
    }

    TuningState rolledBack(Instant now) {
        Proposal back = serving()
                .orElseThrow(() -> new IllegalStateException(
                        "no tuned settings are adopted: a rollback needs some to go back from"));
        List<TakenBack> more = new ArrayList<>(takenBack);
        more.add(new TakenBack(now, back.settings()));
        return new TuningState(adopted.subList(0, adopted.size() - 1), more, latest);
    }
}
