package io.foretide.planner.learned;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.telemetry.Room;
import java.time.Duration;
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
 * @param ratesBySize what a slot processed at each size of late
 * @param groupNeeds how unequal the slots are that its slot sharing groups need
 * @param starts lead times by whether a node had to come
 * @param budget how the objective was kept in the last 30 days
 */
public record Learned(
        TrueProcessingRate rate,
        LearnedDuration leadTime,
        LearnedDuration restartTime,
        RecentDemand demand,
        TypicalDay typicalDay,
        RiskMargin margin,
        Optional<Instant> blockedSince,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) RatesBySize ratesBySize,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) GroupNeeds groupNeeds,
        StartTimes starts,
        ErrorBudget budget) {
    public Learned {
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(leadTime, "leadTime");
        Objects.requireNonNull(restartTime, "restartTime");
        Objects.requireNonNull(demand, "demand");
        Objects.requireNonNull(typicalDay, "typicalDay");
        Objects.requireNonNull(margin, "margin");
        // memories of earlier versions do not have these
        budget = Objects.requireNonNullElse(budget, ErrorBudget.NEW);
        ratesBySize = Objects.requireNonNullElse(ratesBySize, RatesBySize.UNKNOWN);
        groupNeeds = Objects.requireNonNullElse(groupNeeds, GroupNeeds.UNKNOWN);
        starts = Objects.requireNonNullElse(starts, StartTimes.UNKNOWN);
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
                RatesBySize.UNKNOWN,
                GroupNeeds.UNKNOWN,
                StartTimes.UNKNOWN,
                ErrorBudget.NEW);
    }

    /** The lead time of the next scale up: of starts that find room, or wait for a node, where it is known what this one will. */
    public Duration leadTime(Room room) {
        return starts.next(room, leadTime.prior()).orElseGet(leadTime::estimate);
    }

    /** The same after one more start, of which nobody knows whether it found room. */
    public Learned withLeadTime(Duration observed) {
        return new Learned(
                rate,
                leadTime.observe(observed),
                restartTime,
                demand,
                typicalDay,
                margin,
                blockedSince,
                ratesBySize,
                groupNeeds,
                starts,
                budget);
    }

    /** The same with other needs of the slot sharing groups. */
    public Learned with(GroupNeeds needs) {
        return new Learned(
                rate,
                leadTime,
                restartTime,
                demand,
                typicalDay,
                margin,
                blockedSince,
                ratesBySize,
                needs,
                starts,
                budget);
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
                ratesBySize.timed(clock),
                groupNeeds,
                starts,
                budget.timed(clock));
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
                ratesBySize,
                groupNeeds,
                starts,
                budget);
    }
}
