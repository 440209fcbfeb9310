package io.foretide.whatif.tune;

import io.foretide.planner.simulation.Adopted;
import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Foretide that tunes itself as it goes: once a week it tries settings on the last weeks before that instant, and adopts what
 * {@linkplain Objections nothing speaks against}, as the service does by night. Not thread-safe.
 */
public final class SelfTuning implements SizingPolicy {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int CANDIDATES = 100;

    /** The search goes on from what the weeks before have found. */
    private static final int LATER_CANDIDATES = 40;

    private final PlannedSizing sizing;
    private final RecentPast past;
    private final List<Adopted> adopted = new ArrayList<>();
    private Optional<Instant> next = Optional.empty();

    /** Sizes by a planner whose settings the past may change. */
    public SelfTuning(PlannedSizing sizing, RecentPast past) {
        this.sizing = sizing;
        this.past = past;
    }

    @Override
    public String name() {
        return sizing.name();
    }

    @Override
    public Duration interval() {
        return sizing.interval();
    }

    @Override
    public List<Adopted> adopted() {
        return List.copyOf(adopted);
    }

    @Override
    public int size(JobView job) {
        Instant now = job.now();
        if (next.isEmpty() ? past.isEnough(now) : !now.isBefore(next.get())) {
            int candidates = next.isEmpty() ? CANDIDATES : LATER_CANDIDATES;
            past.better(sizing.settings(), candidates, now).ifPresent(better -> {
                sizing.adopt(better);
                adopted.add(new Adopted(now, better));
            });
            next = Optional.of(now.plus(WEEK));
        }
        return sizing.size(job);
    }
}
