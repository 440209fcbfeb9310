package io.foretide.planner.baselines;

import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Kubernetes' HorizontalPodAutoscaler (autoscaling/v2) with its defaults, a target of 0.7 of the CPU, for which the busy ratio stands
 * unless it is known how much CPU goes with it: desired =
 * ceil(current x ratio / target), a tolerance of 0.1, a loop of 15 s, up by at most the larger of 100 % and 4 pods per 15
 * s, down to the largest recommendation of the last 5 minutes. See "Horizontal Pod Autoscaling" in the Kubernetes
 * documentation, algorithm details.
 */
public final class HorizontalPodAutoscaler implements SizingPolicy {
    /** The target that ships. */
    public static final double TARGET_RATIO = 0.7;

    private static final double TOLERANCE = 0.1;
    private static final int PODS_PER_STEP = 4;
    private static final Duration STABILIZATION_WINDOW = Duration.ofMinutes(5);

    /** Recommendations of the window whose size no later one exceeds, oldest first. */
    private final Deque<Recommendation> recommended = new ArrayDeque<>();

    private final double targetRatio;
    private final Function<Instant, OptionalDouble> cpuPerBusyRatio;

    /** One that scales on the busy ratio. */
    public HorizontalPodAutoscaler() {
        this(TARGET_RATIO, now -> OptionalDouble.of(1));
    }

    /**
     * One that scales on CPU.
     *
     * @param targetRatio CPU ratio that is aimed at, 0-1
     * @param cpuPerBusyRatio CPU ratio of a TaskManager / busy ratio of the job, as known at an instant: while it is unknown nothing
     *     is scaled
     */
    public HorizontalPodAutoscaler(double targetRatio, Function<Instant, OptionalDouble> cpuPerBusyRatio) {
        this.targetRatio = targetRatio;
        this.cpuPerBusyRatio = cpuPerBusyRatio;
    }

    private record Recommendation(Instant at, int taskManagers) {}

    @Override
    public String name() {
        return "hpa";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(15);
    }

    @Override
    public int size(JobView job) {
        int current = job.requestedTaskManagers();
        OptionalDouble cpu = cpuPerBusyRatio.apply(job.now());
        if (!job.hasMetrics() || cpu.isEmpty()) {
            return current;
        }
        double usage = job.busyRatio() * cpu.getAsDouble() / targetRatio;
        int desired = Math.abs(usage - 1) <= TOLERANCE ? current : (int) Math.ceil(current * usage - 1e-9);
        int limited = Math.min(desired, Math.max(2 * current, current + PODS_PER_STEP));
        int stabilized = largestOfWindow(job.now(), Math.max(1, limited));
        return limited >= current ? limited : Math.min(current, stabilized);
    }

    private int largestOfWindow(Instant now, int taskManagers) {
        while (!recommended.isEmpty() && recommended.getLast().taskManagers() <= taskManagers) {
            recommended.removeLast();
        }
        recommended.addLast(new Recommendation(now, taskManagers));
        while (recommended.getFirst().at().isBefore(now.minus(STABILIZATION_WINDOW))) {
            recommended.removeFirst();
        }
        return recommended.getFirst().taskManagers();
    }
}
