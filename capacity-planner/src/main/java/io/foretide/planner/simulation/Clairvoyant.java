package io.foretide.planner.simulation;

import io.foretide.planner.simulation.Frontier.Change;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
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
 * restart alone, which is left out.
 *
 * <p>Single use, not thread-safe.
 */
public final class Clairvoyant {
    public static final String NAME = "clairvoyant";

    /** TaskManager-ticks count in the upper bits of a cost, rescales in the lower. */
    private static final int TIE_BITS = 20;

    private final Simulator simulator;
    private final SimulationSettings settings;
    private final int restartTicks;
    private final int startTicks;
    private final double[] capacity;
    private final Frontier[] resident;
    private final Frontier movers = new Frontier();
    private final Deque<Landing> landings = new ArrayDeque<>();

    /** For a simulator's demand and settings. */
    public Clairvoyant(Simulator simulator) {
        this.simulator = simulator;
        this.settings = simulator.settings();
        long tick = settings.tick().toMillis();
        double lead = settings.leadTime().toMillis() * settings.misfortune().shortestLeadTimeFactor();
        this.restartTicks = (int) (settings.restartTime().toMillis() / tick);
        this.startTicks = Math.max(0, (int) Math.ceil(lead / tick - 1e-9) - restartTicks);
        this.capacity = new double[settings.maxTaskManagers() - settings.minTaskManagers() + 1];
        Arrays.setAll(capacity, i -> settings.capacity(taskManagers(i)) * settings.tickSeconds());
        this.resident = frontiers();
    }

    /** Those whose restart is over at a tick, by size. */
    private record Landing(long tick, List<Frontier> sizes) {}

    /**
     * The best plan.
     *
     * @param startTaskManagers the size it starts with
     * @param plan the changes from there
     */
    public record Best(int startTaskManagers, Plan plan) {}

    /**
     * Computes the plan; it chooses the size it starts with.
     *
     * @param progress told of the ticks that are done, now and then
     */
    public Best plan(LongConsumer progress) {
        for (int i = 0; i < resident.length; i++) {
            resident[i].add(0, 0, startTicks, new Change(0, taskManagers(i), null));
        }
        long ticks = simulator.ticks();
        for (long tick = 0; tick < ticks; tick++) {
            land(tick);
            change(tick);
            pass(tick);
            if (tick % 4096 == 0) {
                progress.accept(tick);
            }
        }
        while (!landings.isEmpty()) {
            land(landings.getFirst().tick());
        }
        return best();
    }

    private int taskManagers(int index) {
        return settings.minTaskManagers() + index;
    }

    private Frontier[] frontiers() {
        Frontier[] frontiers = new Frontier[capacity.length];
        Arrays.setAll(frontiers, i -> new Frontier());
        return frontiers;
    }

    private void land(long tick) {
        if (landings.isEmpty() || landings.getFirst().tick() > tick) {
            return;
        }
        List<Frontier> landed = landings.removeFirst().sizes();
        for (int i = 0; i < resident.length; i++) {
            Frontier from = landed.get(i);
            for (int k = 0; k < from.count; k++) {
                long growsFrom = from.growsFrom[k] <= tick ? 0 : from.growsFrom[k];
                if (!resident[i].beats(from.cost[k], from.backlog[k], growsFrom)) {
                    resident[i].add(from.cost[k], from.backlog[k], growsFrom, from.last[k]);
                }
            }
        }
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
        Frontier[] landed = frontiers();
        movers.clear();
        for (int to = 0; to < landed.length; to++) {
            long price = (long) taskManagers(to) * (restart + startTicks);
            branch(tick, restart, to, price, tick - startTicks, 0, waiting, landed[to]);
            gather(resident[to], (long) taskManagers(to) * startTicks, tick, limit);
        }
        movers.clear();
        for (int to = landed.length - 1; to >= 0; to--) {
            long price = (long) taskManagers(to) * restart;
            branch(tick, restart, to, price, tick, tick + startTicks + 1, waiting, landed[to]);
            gather(resident[to], 0, Long.MAX_VALUE, limit);
        }
        landings.addLast(new Landing(tick + restartTicks, List.of(landed)));
    }

    /** Lets the ways to be at a size move on, if their backlog stands the restart; {@code refund} is paid by the move. */
    private void gather(Frontier from, long refund, long tick, double limit) {
        for (int k = 0; k < from.count; k++) {
            long cost = from.cost[k] - (refund << TIE_BITS);
            if (from.backlog[k] <= limit && from.growsFrom[k] <= tick && !movers.beats(cost, from.backlog[k], 0)) {
                movers.add(cost, from.backlog[k], 0, from.last[k]);
            }
        }
    }

    private void branch(
            long tick, int restart, int to, long price, long asked, long growsFrom, double waiting, Frontier landed) {
        long move = (price << TIE_BITS) + 1;
        long stay = ((long) taskManagers(to) * restart) << TIE_BITS;
        for (int k = 0; k < movers.count; k++) {
            long cost = movers.cost[k] + move;
            double backlog = movers.backlog[k];
            if (!resident[to].beats(cost - stay, backlog, Math.max(growsFrom, tick + restartTicks))
                    && !landed.beats(cost, backlog + waiting, growsFrom)) {
                landed.add(cost, backlog + waiting, growsFrom, new Change(asked, taskManagers(to), movers.last[k]));
            }
        }
    }

    private void pass(long tick) {
        double arriving = simulator.demandAt(tick) * settings.tickSeconds();
        double limit = isFeasible(tick, arriving) ? simulator.backlogAllowed(tick) : Double.POSITIVE_INFINITY;
        for (int i = 0; i < resident.length; i++) {
            resident[i].pass(arriving - capacity[i], limit, (long) taskManagers(i) << TIE_BITS, tick + 1);
        }
    }

    /** Whether anyone keeps the objective in this tick, or is restarting and will. */
    private boolean isFeasible(long tick, double arriving) {
        double allowed = simulator.backlogAllowed(tick);
        for (int i = 0; i < resident.length; i++) {
            for (int k = 0; k < resident[i].count; k++) {
                if (resident[i].backlog[k] + arriving - capacity[i] <= allowed) {
                    return true;
                }
            }
        }
        return landings.stream().anyMatch(landing -> landing.sizes().stream().anyMatch(size -> size.count > 0));
    }

    private Best best() {
        long least = Long.MAX_VALUE;
        @Nullable Change last = null;
        for (Frontier size : resident) {
            if (size.count > 0 && size.cost[0] < least) {
                least = size.cost[0];
                last = size.last[0];
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
            times[i] = simulator.timeAt(changes.get(i + 1).asked);
            sizes[i] = changes.get(i + 1).size;
        }
        return new Best(changes.get(0).size, new Plan(NAME, settings.tick(), times, sizes));
    }
}
