package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.SimulationReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Searches the settings that would have kept a goal for the fewest slots: good guesses and random ones of every
 * {@link SearchSpace}, then steps from the best of them, smaller with every generation; what is certain to be dearer than those
 * is given up. What was tried serves every goal after it. Equal arguments and seed, equal settings. Not thread-safe; candidates run side by side.
 */
public final class Tuner {
    private static final int GENERATIONS = 8;
    private static final int PARENTS = 6;
    /** Share of a point's numbers that a step changes. */
    private static final double CHANGED = 0.35;

    private static final double FIRST_STEP = 0.25;

    private final Rehearsal rehearsal;
    private final SearchPlan plan;
    private final SplittableRandom random;
    private final List<Tried> tried = new ArrayList<>();

    public Tuner(Rehearsal rehearsal, SearchPlan plan, long seed) {
        this.rehearsal = rehearsal;
        this.plan = plan;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Settings, and what they come to in the rehearsal.
     *
     * @param settings the plan's with another strategy
     */
    public record Tuned(PlannerSettings settings, SimulationReport report) {}

    /** Places in a space; nobody changes them. */
    private static final class Point {
        private final SearchSpace space;
        private final double[] places;

        Point(SearchSpace space, double[] places) {
            this.space = space;
            this.places = places;
        }

        PlannerSettings settings(PlannerSettings others) {
            return space.at(places, others);
        }
    }

    private record Tried(Point point, Tuned outcome) {}

    /**
     * The cheapest settings found for a goal.
     *
     * @param progress is told which share of the work is done
     */
    public Tuned search(TuningGoal goal, DoubleConsumer progress) {
        int left = plan.candidates();
        PlannerSettings allowed = goal.allowedBy(plan.base());
        if (tried.isEmpty()) {
            List<Point> first = firstPoints(plan.candidates() / 3);
            run(first, allowed, settings -> Optional.of(rehearsal.run(settings)));
            left -= first.size();
        }
        double reference = tried.stream()
                .mapToDouble(one -> one.outcome().report().slotHours())
                .min()
                .orElseThrow();
        Comparator<Tried> cheapest =
                Comparator.comparingDouble(one -> goal.cost(one.outcome().report(), reference));
        for (int generation = 0; generation < GENERATIONS; generation++) {
            progress.accept((double) generation / GENERATIONS);
            List<Tried> parents = tried.stream().sorted(cheapest).limit(PARENTS).toList();
            double step = FIRST_STEP / (1 + generation);
            List<Point> steps = IntStream.range(0, left / GENERATIONS)
                    .mapToObj(i -> stepFrom(parents.get(i % parents.size()).point(), step))
                    .toList();
            SimulationReport last = parents.get(parents.size() - 1).outcome().report();
            run(steps, allowed, settings -> rehearsal.run(settings, goal, reference, goal.cost(last, reference)));
        }
        progress.accept(1);
        return tried.stream().min(cheapest).orElseThrow().outcome();
    }

    private List<Point> firstPoints(int most) {
        List<Point> points = new ArrayList<>();
        List<SearchSpace> spaces = plan.limits().spaces();
        spaces.forEach(space -> space.guesses().forEach(places -> points.add(new Point(space, space.within(places)))));
        SearchSpace widest = spaces.get(0);
        while (points.size() < most) {
            points.add(new Point(
                    widest, widest.within(random.doubles(widest.dimensions()).toArray())));
        }
        return points;
    }

    private Point stepFrom(Point from, double size) {
        double[] places = from.places.clone();
        int sure = random.nextInt(places.length);
        for (int i = 0; i < places.length; i++) {
            if (i == sure || random.nextDouble() < CHANGED) {
                places[i] += size * gaussian();
            }
        }
        return new Point(from.space, from.space.within(places));
    }

    /** Sum of twelve uniform numbers: near enough to a normal one for a step. */
    private double gaussian() {
        return random.doubles(12).sum() - 6;
    }

    /** Those that are not given up have been tried. */
    private void run(
            List<Point> points,
            PlannerSettings allowed,
            Function<PlannerSettings, Optional<SimulationReport>> running) {
        tried.addAll(points.parallelStream()
                .map(point -> {
                    PlannerSettings settings = plan.limits().served(point.settings(allowed));
                    return running.apply(settings).map(report -> new Tried(point, new Tuned(settings, report)));
                })
                .flatMap(Optional::stream)
                .toList());
    }
}
