package io.foretide.planner.simulation;

import io.foretide.planner.simulation.Frontier.Move;
import io.foretide.planner.simulation.Labels.Change;
import io.foretide.text.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest plan that knows the whole demand: dynamic programming over (tick, TaskManagers, backlog) with the simulated
 * job's own ticks, lead time, restart time, whole TaskManagers and lag objective. No plan that keeps the objective costs
 * less, so it bounds every policy that keeps it from below; of equal plans it takes one with the fewest rescales.
 *
 * <p>A growth counts from the tick in which the new TaskManagers register; their start before it is paid for then. After a
 * shrink others can register only a start time later, as they cannot be asked for before it. Where no plan at all keeps
 * the objective, it is waived for that tick. With jitter every start takes the shortest lead time there is, so that the
 * bound stays one. Exact for lead times of at least two restart times; with less, a plan could stop TaskManagers for the
 * restart alone, which is left out. Where a load has more ways to be served than can be looked at, as one below a record a
 * second does, which the objective lets wait for hours, the plan is a good one, and what none can do without bounds it from
 * below ({@link LeastWork}).
 *
 * <p>Single use, not thread-safe.
 */
public final class Clairvoyant {
    public static final String NAME = "clairvoyant";

    /**
     * Ways to be at any size that a tick may look at in the mean, some 40 microseconds' worth: the flights have 350. Of a load
     * below a record a second there are tens of thousands, as the objective lets it wait for hours.
     */
    private static final int MEAN_WAYS = 500;

    /** The same for many sizes, each of which has a few. */
    private static final int MEAN_WAYS_PER_SIZE = 16;

    /** What a short load may look at in any case: some ten seconds' worth. */
    private static final long FREE_WAYS = 100_000_000;

    /** Ways that are kept at once, at all sizes: some hundred bytes each. Thousands of sizes without lead time have more. */
    private static final int MOST_WAYS = 500_000;

    /** TaskManager-ticks count in the upper bits of a cost, rescales in the lower. */
    private static final int TIE_BITS = 20;

    /** Ticks of a restart times sizes that are kept in memory at once: some hundred bytes each. */
    private static final int MAX_LANDINGS = 500_000;

    /** So many ticks may pass until an interruption is seen; those of very many ways see it each. */
    private static final int PROGRESS_EVERY = 64;

    /** Within so many TaskManager-ticks are all ways to be at a size. */
    private static final long COARSEST = 1L << (TIE_BITS + 20);

    private static final Labels NOBODY = new Labels();

    private final Simulator simulator;
    private final SimulationSettings settings;
    private final int restartTicks;
    private final int startTicks;
    private final double[] capacity;
    private final Frontier[] resident;
    /** By tick of landing, modulo the restart's length. */
    private final Landing[] landings;

    private Labels movers = new Labels();
    private Labels spare = new Labels();

    /** Of the ways to be at a size one is kept in every stretch of costs of this length; 0: all are. */
    private long grain;

    private final long freeWays;
    private long ways;
    private final LeastWork leastWork;

    /** For a simulator's demand and settings. */
    public Clairvoyant(Simulator simulator) {
        this(simulator, FREE_WAYS);
    }

    Clairvoyant(Simulator simulator, long freeWays) {
        this.simulator = simulator;
        this.freeWays = freeWays;
        this.settings = simulator.settings();
        long tick = settings.tick().toMillis();
        double lead = settings.leadTime().toMillis() * settings.disturbances().shortestLeadTimeFactor();
        this.restartTicks = (int) (settings.restartTime().toMillis() / tick);
        this.startTicks = Math.max(0, (int) Math.ceil(lead / tick - 1e-9) - restartTicks);
        long pairs = (restartTicks + 1L) * (settings.maxTaskManagers() - settings.minTaskManagers() + 1);
        Check.that(
                pairs <= MAX_LANDINGS,
                "restart time " + settings.restartTime() + " in ticks of " + settings.tick() + " with",
                settings.maxTaskManagers() + " TaskManagers",
                "at most " + MAX_LANDINGS + " ticks times TaskManagers for the " + NAME + " plan");
        this.capacity = new double[settings.maxTaskManagers() - settings.minTaskManagers() + 1];
        Arrays.setAll(capacity, i -> settings.capacity(taskManagers(i)) * settings.tickSeconds());
        this.leastWork = new LeastWork(settings.minTaskManagers(), capacity);
        this.resident = new Frontier[capacity.length];
        Arrays.setAll(resident, i -> new Frontier());
        this.landings = new Landing[restartTicks + 1];
        Arrays.setAll(landings, i -> new Landing(capacity.length));
    }

    /** Those whose restart will be over at one tick, by size. */
    private static final class Landing {
        final Labels[] grown;
        final Labels[] shrunk;
        boolean isEmpty = true;

        Landing(int sizes) {
            grown = new Labels[sizes];
            shrunk = new Labels[sizes];
            Arrays.setAll(grown, i -> new Labels());
            Arrays.setAll(shrunk, i -> new Labels());
        }

        void clear() {
            for (int i = 0; i < grown.length; i++) {
                grown[i].clear();
                shrunk[i].clear();
            }
            isEmpty = true;
        }
    }

    /**
     * The best plan.
     *
     * @param startTaskManagers the size it starts with
     * @param plan the changes from there
     * @param leastSlotHours no plan that keeps the objective where this one does costs less
     * @param isExact whether this plan costs just that; else there were too many ways to look at each, and a cheaper plan than
     *     this may exist
     */
    public record Best(int startTaskManagers, Plan plan, double leastSlotHours, boolean isExact) {
        /** The plan from its beginning, for one more use. */
        public Plan newPlan() {
            return plan.fromTheBeginning();
        }
    }

    /**
     * Computes the plan; it chooses the size it starts with.
     *
     * @param progress told of the ticks that are done, now and then
     */
    public Best plan(LongConsumer progress) {
        Labels start = new Labels();
        for (int i = 0; i < resident.length; i++) {
            start.clear();
            start.append(0, 0, startTicks, new Change(0, taskManagers(i), null));
            if (startTicks == 0) {
                resident[i].addFree(start);
            } else {
                resident[i].addBound(start);
            }
        }
        long ticks = simulator.ticks();
        for (long tick = 0; tick < ticks; tick++) {
            land(tick);
            change(tick);
            if (restartTicks == 0) {
                land(tick);
            }
            pass(tick);
            int present = Arrays.stream(resident).mapToInt(Frontier::size).sum();
            if (tick % PROGRESS_EVERY == 0 || present > MOST_WAYS) {
                progress.accept(tick);
                bound(tick + 1, present);
            }
        }
        for (long tick = ticks; tick <= ticks + restartTicks; tick++) {
            land(tick);
        }
        return best();
    }

    private int taskManagers(int index) {
        return settings.minTaskManagers() + index;
    }

    private Landing landing(long tick) {
        return landings[(int) (tick % landings.length)];
    }

    /** Where there have been too many ways and still are, keeps only half of them from now on. */
    private void bound(long tick, int present) {
        ways += (long) present * PROGRESS_EVERY;
        int mean = Math.max(MEAN_WAYS, MEAN_WAYS_PER_SIZE * resident.length);
        boolean tooLong = present > mean && ways > freeWays + mean * tick;
        if ((tooLong || present > MOST_WAYS) && grain < COARSEST) {
            grain = grain == 0 ? 2L << TIE_BITS : 2 * grain;
        }
    }

    /** What being at a size from the beginning costs: ways that stay there keep their distance from it, and so their stretch. */
    private long base(int index, long tick) {
        return (taskManagers(index) * tick) << TIE_BITS;
    }

    private void land(long tick) {
        Landing landed = landing(tick);
        if (landed.isEmpty) {
            return;
        }
        boolean growsAtOnce = restartTicks > startTicks;
        for (int i = 0; i < resident.length; i++) {
            resident[i].addFree(landed.grown[i]);
            if (growsAtOnce) {
                resident[i].addFree(landed.shrunk[i]);
            } else {
                resident[i].addBound(landed.shrunk[i]);
            }
            if (grain > 0) {
                resident[i].thin(base(i, tick), grain);
            }
        }
        landed.clear();
    }

    /** Branches every way to be at a size into every other size. */
    private void change(long tick) {
        double waiting = 0;
        double limit = Double.POSITIVE_INFINITY;
        int restart = (int) Math.min(restartTicks, simulator.ticks() - tick);
        for (long t = tick; t < tick + restart; t++) {
            waiting += simulator.demandAt(t) * settings.tickSeconds();
            limit = Math.min(limit, simulator.backlogAllowed(t) - waiting);
        }
        Landing landed = landing(tick + restartTicks);
        grow(tick, restart, waiting, limit, landed);
        shrink(tick, restart, waiting, limit, landed);
    }

    /** Growth: what is asked for a start time before registers now, and was paid for since. */
    private void grow(long tick, int restart, double waiting, double limit, Landing landed) {
        movers.clear();
        for (int to = 0; to < resident.length; to++) {
            if (movers.count > 0) {
                long size = taskManagers(to);
                Move move = new Move(
                        (int) size,
                        tick - startTicks,
                        ((size * (restart + startTicks)) << TIE_BITS) + 1,
                        (size * restart) << TIE_BITS,
                        waiting,
                        0,
                        tick + restartTicks);
                resident[to].filter(movers, move, NOBODY, landed.grown[to]);
                landed.isEmpty &= landed.grown[to].count == 0;
            }
            gather(resident[to].free, (long) taskManagers(to) * startTicks, limit);
        }
    }

    private void shrink(long tick, int restart, double waiting, double limit, Landing landed) {
        movers.clear();
        for (int to = resident.length - 1; to >= 0; to--) {
            if (movers.count > 0) {
                long price = ((long) taskManagers(to) * restart) << TIE_BITS;
                long growsFrom = tick + startTicks + 1;
                Move move = new Move(
                        taskManagers(to),
                        tick,
                        price + 1,
                        price,
                        waiting,
                        growsFrom,
                        Math.max(growsFrom, tick + restartTicks));
                resident[to].filter(movers, move, landed.grown[to], landed.shrunk[to]);
                landed.isEmpty &= landed.shrunk[to].count == 0;
            }
            gather(resident[to].free, 0, limit);
            gather(resident[to].bound, 0, limit);
        }
    }

    /** Lets the ways to be at a size move on, if their backlog stands the restart; {@code refund} is paid by the move. */
    private void gather(Labels from, long refund, double limit) {
        if (!movers.matchesAll(from, refund << TIE_BITS, limit)) {
            spare.becomeStaircase(movers, from, refund << TIE_BITS, limit);
            Labels old = movers;
            movers = spare;
            spare = old;
        }
    }

    private void pass(long tick) {
        double arriving = simulator.demandAt(tick) * settings.tickSeconds();
        double limit = isFeasible(tick, arriving) ? simulator.backlogAllowed(tick) : Double.POSITIVE_INFINITY;
        leastWork.tick(arriving, limit);
        for (int i = 0; i < resident.length; i++) {
            resident[i].pass(arriving - capacity[i], limit, (long) taskManagers(i) << TIE_BITS, tick + 1);
        }
    }

    /** Whether anyone keeps the objective in this tick, or is restarting and will. */
    private boolean isFeasible(long tick, double arriving) {
        double allowed = simulator.backlogAllowed(tick);
        for (int i = resident.length - 1; i >= 0; i--) {
            if (resident[i].leastBacklog() + arriving - capacity[i] <= allowed) {
                return true;
            }
        }
        return Arrays.stream(landings).anyMatch(landing -> !landing.isEmpty);
    }

    private Best best() {
        long least = Long.MAX_VALUE;
        @Nullable Change last = null;
        for (Frontier size : resident) {
            for (Labels labels : List.of(size.free, size.bound)) {
                if (labels.count > 0 && labels.cost[0] < least) {
                    least = labels.cost[0];
                    last = labels.last[0];
                }
            }
        }
        List<Change> changes = new ArrayList<>();
        for (@Nullable Change change = last; change != null; change = change.before) {
            changes.add(change);
        }
        Collections.reverse(changes);
        int n = changes.size() - 1;
        Instant[] times = new Instant[n];
        int[] sizes = new int[n];
        for (int i = 0; i < n; i++) {
            times[i] = simulator.timeAt(changes.get(i + 1).requestTick);
            sizes[i] = changes.get(i + 1).size;
        }
        double taskManagerTicks = grain == 0 ? least >> TIE_BITS : leastWork.taskManagerTicks();
        return new Best(
                changes.get(0).size,
                new Plan(NAME, settings.tick(), times, sizes),
                taskManagerTicks * settings.tickSeconds() / 3600 * settings.slotsPerTaskManager(),
                grain == 0);
    }
}
