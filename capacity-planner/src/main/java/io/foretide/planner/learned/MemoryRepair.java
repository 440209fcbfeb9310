package io.foretide.planner.learned;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.series.Limits;
import io.foretide.telemetry.Plausibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Begins anew with those parts of a memory that cannot be, such as those that have learned from a look which could not be true; all
 * others stay. Not thread-safe: it collects what it has removed.
 */
public final class MemoryRepair {
    /** No margin is learned beyond a few; a load that is a hundred times its forecast is no risk but another job. */
    private static final double MAX_MARGIN = 100;

    private static final double RATE = Limits.MAX_RECORDS_PER_SECOND;

    private final Learned fresh;
    private final List<String> removed = new ArrayList<>();

    /** {@code settings}: with what a memory begins. */
    public MemoryRepair(PlannerSettings settings) {
        this.fresh = Learned.startingFrom(settings);
    }

    /** What was removed so far, one phrase each, with a figure that cannot be. */
    public List<String> removed() {
        return List.copyOf(removed);
    }

    /** The memory without what cannot be; the same one if all of it can. */
    public PlannerState of(PlannerState state) {
        Learned learned = state.learned();
        return new PlannerState(
                state.taskManagers(),
                new Learned(
                        part("rate per slot", learned.rate(), fresh.rate(), RATE, MemoryRepair::rates),
                        duration("lead time", learned.leadTime()),
                        duration("restart time", learned.restartTime()),
                        part(
                                "demand",
                                learned.demand(),
                                fresh.demand(),
                                RATE,
                                demand -> demand.recordsPerSecond().stream()),
                        part("typical day", learned.typicalDay(), fresh.typicalDay(), RATE, MemoryRepair::needs),
                        part(
                                "margin",
                                learned.margin(),
                                fresh.margin(),
                                MAX_MARGIN,
                                margin -> Stream.of(margin.factor())),
                        learned.blockedSince(),
                        part(
                                "rates by size",
                                learned.ratesBySize(),
                                fresh.ratesBySize(),
                                RATE,
                                rates -> rates.sizes().stream().map(RatesBySize.AtSize::recordsPerSecondPerSlot)),
                        part(
                                "needs of slot sharing groups",
                                learned.groupNeeds(),
                                fresh.groupNeeds(),
                                1,
                                needs -> needs.needs().values().stream()),
                        starts(learned.starts()),
                        learned.budget()),
                history(state.history()));
    }

    private interface Figures<T> {
        Stream<Double> of(T part);
    }

    /** A part of which all figures are from 0 to {@code most}, or one that begins anew. */
    private <T> T part(String name, T part, T anew, double most, Figures<T> figures) {
        Optional<Double> wrong = figures.of(part)
                .filter(figure -> !(figure >= 0 && figure <= most))
                .findFirst();
        wrong.ifPresent(figure -> removed.add(name + ": " + figure));
        return wrong.isPresent() ? anew : part;
    }

    private static Stream<Double> rates(TrueProcessingRate rate) {
        return Stream.concat(
                rate.recordsPerSecondPerSlot().stream().boxed(),
                Stream.concat(Stream.of(rate.deviation()), rate.first().stream()));
    }

    private static Stream<Double> needs(TypicalDay day) {
        return Stream.concat(day.usual().stream(), day.current().stream().map(half -> half.most()));
    }

    private LearnedDuration duration(String name, LearnedDuration learned) {
        List<Duration> possible = learned.observed().stream()
                .filter(time -> !time.isNegative() && time.compareTo(Plausibility.LONGEST_RESTART) <= 0)
                .toList();
        if (possible.size() == learned.observed().size()) {
            return learned;
        }
        removed.add(name + ": longer than " + Plausibility.LONGEST_RESTART.toHours() + " h");
        return new LearnedDuration(learned.prior(), possible);
    }

    private StartTimes starts(StartTimes learned) {
        return new StartTimes(
                duration("lead time with room", new LearnedDuration(Duration.ZERO, learned.atOnce()))
                        .observed(),
                duration("lead time with a new node", new LearnedDuration(Duration.ZERO, learned.waited()))
                        .observed());
    }

    private RescaleHistory history(RescaleHistory history) {
        UnaryOperator<Rescaled> possible = rescaled -> rescaled.saturatedAt()
                        .filter(rate -> !(rate >= 0 && rate <= RATE))
                        .isPresent()
                ? new Rescaled(rescaled.at(), rescaled.fromTaskManagers(), rescaled.toTaskManagers())
                : rescaled;
        RescaleHistory repaired = new RescaleHistory(
                history.recent().stream().map(possible).toList(),
                history.pending().map(possible),
                history.onTrial().map(possible),
                history.quarantined(),
                history.proposed().stream()
                        .filter(proposed -> proposed.taskManagers() <= Plausibility.MAX_TASK_MANAGERS)
                        .toList(),
                history.foreign());
        if (!repaired.equals(history)) {
            removed.add("history of rescales: a size or a rate that cannot be");
        }
        return repaired;
    }
}
