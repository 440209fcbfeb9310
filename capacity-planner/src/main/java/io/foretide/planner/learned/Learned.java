package io.foretide.planner.learned;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
 * @param groupNeeds how unequal the slots are that its slot sharing groups need
 */
public record Learned(
        TrueProcessingRate rate,
        LearnedDuration leadTime,
        LearnedDuration restartTime,
        RecentDemand demand,
        TypicalDay typicalDay,
        RiskMargin margin,
        Optional<Instant> blockedSince,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) GroupNeeds groupNeeds) {
    public Learned {
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(leadTime, "leadTime");
        Objects.requireNonNull(restartTime, "restartTime");
        Objects.requireNonNull(demand, "demand");
        Objects.requireNonNull(typicalDay, "typicalDay");
        Objects.requireNonNull(margin, "margin");
        // memories of earlier versions do not have it
        groupNeeds = Objects.requireNonNullElse(groupNeeds, GroupNeeds.UNKNOWN);
    }

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
                Optional.empty(),
                GroupNeeds.UNKNOWN);
    }

    /** The same with other needs of the slot sharing groups. */
    public Learned with(GroupNeeds needs) {
        return new Learned(rate, leadTime, restartTime, demand, typicalDay, margin, blockedSince, needs);
    }

    Learned timed(UnaryOperator<Instant> clock) {
        return new Learned(
                rate,
                leadTime,
                restartTime,
                new RecentDemand(demand.recordsPerSecond(), demand.last().map(clock)),
                typicalDay,
                margin,
                blockedSince.map(clock),
                groupNeeds);
    }

    Learned withNeed(double recordsPerSecond, LearningSettings.Day settings, Instant now) {
        return new Learned(
                rate,
                leadTime,
                restartTime,
                demand,
                typicalDay.observe(recordsPerSecond, settings, now),
                margin,
                blockedSince,
                groupNeeds);
    }
}
