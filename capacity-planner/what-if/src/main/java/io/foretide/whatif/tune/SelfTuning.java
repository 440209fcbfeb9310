package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
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
 * {@linkplain Objections nothing speaks against}, as the service does by night; what {@linkplain Probation fails} is taken back.
 * Not thread-safe.
 */
public final class SelfTuning implements SizingPolicy {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int CANDIDATES = 100;

    /** The search goes on from what the weeks before have found. */
    private static final int LATER_CANDIDATES = 40;

    private final PlannedSizing sizing;
    private final RecentPast past;
    private final List<Adopted> adopted = new ArrayList<>();
    private Optional<Adoption> serving = Optional.empty();
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
        if (serving.filter(adoption -> adoption.hasFailed(sizing, past.sloShare(), now))
                .isPresent()) {
            takeOn(serving.get().before(), now);
            serving = Optional.empty();
            next = Optional.of(now.plus(WEEK));
        }
        if (next.isEmpty() ? past.isEnough(now) : !now.isBefore(next.get())) {
            int candidates = next.isEmpty() ? CANDIDATES : LATER_CANDIDATES;
            PlannerSettings champion = sizing.settings();
            past.better(champion, candidates, now).ifPresent(better -> {
                takeOn(better.settings(), now);
                serving = Optional.of(new Adoption(now, champion, better.champion()));
            });
            next = Optional.of(now.plus(WEEK));
        }
        return sizing.size(job);
    }

    private void takeOn(PlannerSettings settings, Instant now) {
        sizing.adopt(settings);
        adopted.add(new Adopted(now, settings));
    }

    /** What was adopted last, and the settings before it with what they had come to. */
    private record Adoption(Instant at, PlannerSettings before, Figures champion) {
        boolean hasFailed(PlannedSizing sizing, double sloShare, Instant now) {
            return sizing.state()
                    .filter(state -> Probation.isFailed(state.learned().budget(), sloShare, champion, at, now))
                    .isPresent();
        }
    }
}
