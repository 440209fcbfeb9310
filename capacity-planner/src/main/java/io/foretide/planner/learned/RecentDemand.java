package io.foretide.planner.learned;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.Check;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of the last minutes' demand: one measurement alone is too noisy to act on.
 *
 * @param recordsPerSecond oldest first
 * @param last when the newest was made
 */
public record RecentDemand(List<Double> recordsPerSecond, Optional<Instant> last) {
    public RecentDemand {
        recordsPerSecond = List.copyOf(recordsPerSecond);
        recordsPerSecond.forEach(one -> Check.that(one >= 0 && Double.isFinite(one), "demand", one, "0 or more"));
    }

    /** Nothing measured yet. */
    public static RecentDemand none() {
        return new RecentDemand(List.of(), Optional.empty());
    }

    /** One more measurement, made at {@code now}. */
    public RecentDemand observe(double demandRecordsPerSecond, PlannerSettings settings, Instant now) {
        Duration maxSilence = settings.tuning().learning().demand().maxSilence();
        boolean silent = last.filter(before -> Durations.isLonger(Duration.between(before, now), maxSilence))
                .isPresent();
        List<Double> next = new ArrayList<>(silent ? List.of() : recordsPerSecond);
        next.add(demandRecordsPerSecond);
        return new RecentDemand(next.subList(Math.max(0, next.size() - kept(settings)), next.size()), Optional.of(now));
    }

    /** Mean of the measurements that make up a level, records/s; 0 where there is none. */
    public double level(PlannerSettings settings) {
        int from = Math.max(0, recordsPerSecond.size() - settings.levelMeasurements());
        double sum = 0;
        for (int i = from; i < recordsPerSecond.size(); i++) {
            sum += recordsPerSecond.get(i);
        }
        return sum / Math.max(1, recordsPerSecond.size() - from);
    }

    /** The newest measurement, records/s; 0 where there is none. */
    public double newest() {
        return recordsPerSecond.isEmpty() ? 0 : recordsPerSecond.get(recordsPerSecond.size() - 1);
    }

    /** Whether there are enough measurements to act on. */
    public boolean isSettled(PlannerSettings settings) {
        return recordsPerSecond.size() >= settings.leastMeasurements();
    }

    private static int kept(PlannerSettings settings) {
        return Math.max(settings.levelMeasurements(), settings.leastMeasurements());
    }
}
