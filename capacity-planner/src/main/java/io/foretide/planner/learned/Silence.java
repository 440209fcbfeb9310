package io.foretide.planner.learned;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.MetricsGap;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells an outage of what feeds a job from a quiet moment: a load that was not quiet and is exactly zero everywhere at once is
 * unknown. By chance that would be one of e^{@value #CERTAIN_RECORDS}. After a long silence it is believed.
 */
public final class Silence {
    /** Records that a tick should have brought for none of them to be no chance. */
    private static final double CERTAIN_RECORDS = 50;

    private Silence() {}

    /** The snapshot as it may be believed after what was learned: an outage has no metrics. */
    public static JobSnapshot removed(
            JobSnapshot snapshot, RecentDemand demand, PlannerSettings settings, Instant now) {
        boolean broken = snapshot.metrics().filter(Silence::isSilent).isPresent() && isUnlikely(demand, settings, now);
        return broken ? snapshot.without(new MetricsGap.Silence(demand.level(settings))) : snapshot;
    }

    private static boolean isSilent(JobMetrics metrics) {
        return metrics.recordsInPerSecond() == 0 && metrics.demandRecordsPerSecond() == 0 && metrics.lagRecords() == 0;
    }

    private static boolean isUnlikely(RecentDemand demand, PlannerSettings settings, Instant now) {
        double expected =
                demand.level(settings) * Durations.seconds(settings.timing().tick());
        Duration maxSilence = settings.tuning().learning().demand().maxSilence();
        return expected >= CERTAIN_RECORDS
                && demand.last()
                        .filter(before -> !Durations.isLonger(Duration.between(before, now), maxSilence))
                        .isPresent();
    }
}
