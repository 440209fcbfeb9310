package io.foretide.planner.learned;

import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import java.time.Instant;
import java.util.Optional;

/**
 * Estimates learned from a job.
 *
 * @param rate capacity of a slot
 * @param leadTime from decision to capacity
 * @param restartTime in which nothing is processed
 * @param demand the last measurements
 * @param typicalDay what is usually needed when
 * @param margin for what the forecast does not know
 * @param blockedSince when its sources began to be blocked, while they are and nobody knows what arrives
 */
public record Learned(
        TrueProcessingRate rate,
        LearnedDuration leadTime,
        LearnedDuration restartTime,
        RecentDemand demand,
        TypicalDay typicalDay,
        RiskMargin margin,
        Optional<Instant> blockedSince) {
    /** The beliefs to start from. */
    static Learned startingFrom(PlannerSettings settings) {
        Priors priors = settings.priors();
        return new Learned(
                TrueProcessingRate.startingFrom(priors.recordsPerSecondPerSlot(), settings.rateLearning()),
                LearnedDuration.startingFrom(priors.leadTime()),
                LearnedDuration.startingFrom(priors.restartTime()),
                RecentDemand.none(),
                TypicalDay.unknown(),
                RiskMargin.NEUTRAL,
                Optional.empty());
    }

    Learned withNeed(double recordsPerSecond, LearningSettings.Day settings, Instant now) {
        return new Learned(
                rate,
                leadTime,
                restartTime,
                demand,
                typicalDay.observe(recordsPerSecond, settings, now),
                margin,
                blockedSince);
    }
}
