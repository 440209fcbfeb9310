package io.foretide.planner.learned;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobSnapshot;
import java.util.Optional;

/** Metrics that do not tell the age by which the objective goes are no metrics: the age is unknown, not zero. */
public final class UnknownAge {
    private UnknownAge() {}

    /** The snapshot as it may be used for the objective. */
    public static JobSnapshot removed(JobSnapshot snapshot, PlannerSettings settings) {
        Optional<Freshness.Age> age = snapshot.metrics()
                .flatMap(metrics -> settings.objective().measure().of(metrics.freshness()));
        return age.isPresent() && age.get() instanceof Freshness.Age.Unknown unknown
                ? snapshot.without(unknown.gap())
                : snapshot;
    }
}
