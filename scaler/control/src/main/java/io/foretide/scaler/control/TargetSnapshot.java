package io.foretide.scaler.control;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.learned.SizeAuthor;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.Obstacle;
import java.util.Optional;

/**
 * State of a scaling target, as it was read once.
 *
 * @param taskManagers asked for so far, whether or not they are up yet
 * @param whyRecommended why nothing may be changed now; empty if it may. Decisions are then recommendations.
 * @param overrides what people ask for there
 * @param pods where there are any
 * @param obstacle why TaskManagers do not come, if that is known
 * @param changedBy who set the size last, as far as the target knows: what to call somebody else
 * @param version of the target: a request that is based on another one is refused
 * @param shape of the job as it is asked for, where the target can size its slot sharing groups apart; else all are alike
 */
public record TargetSnapshot(
        int taskManagers,
        Optional<Cause> whyRecommended,
        Overrides overrides,
        Optional<PodCount> pods,
        Optional<Obstacle> obstacle,
        SizeAuthor changedBy,
        String version,
        Optional<JobTopology> shape) {
    /** A target whose size only hands set, and that cannot size slot sharing groups apart. */
    public TargetSnapshot(
            int taskManagers,
            Optional<Cause> whyRecommended,
            Overrides overrides,
            Optional<PodCount> pods,
            Optional<Obstacle> obstacle,
            String changedBy,
            String version) {
        this(
                taskManagers,
                whyRecommended,
                overrides,
                pods,
                obstacle,
                SizeAuthor.hand(changedBy),
                version,
                Optional.empty());
    }

    /** The mode in force; a target without modes is one that acts. */
    public Mode mode() {
        return whyRecommended
                .filter(ControlCause.ByMode.class::isInstance)
                .map(why -> ((ControlCause.ByMode) why).mode())
                .orElse(Mode.AUTO);
    }

    /** A target about which there is no more to say. */
    public static TargetSnapshot of(int taskManagers) {
        return of(taskManagers, Optional.empty());
    }

    /** A target about which there is no more to say than why decisions are recommendations. */
    public static TargetSnapshot of(int taskManagers, Optional<Cause> whyRecommended) {
        return new TargetSnapshot(
                taskManagers, whyRecommended, Overrides.NONE, Optional.empty(), Optional.empty(), "somebody else", "");
    }
}
