package io.foretide.planner.baselines.flinkoperator;

import io.foretide.planner.simulation.JobView;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.autoscaler.JobAutoScalerContext;
import org.apache.flink.autoscaler.JobAutoScalerImpl;
import org.apache.flink.autoscaler.ScalingExecutor;
import org.apache.flink.autoscaler.ScalingMetricEvaluator;
import org.apache.flink.autoscaler.ScalingSummary;
import org.apache.flink.autoscaler.event.AutoScalerEventHandler;
import org.apache.flink.autoscaler.realizer.ScalingRealizer;
import org.apache.flink.autoscaler.state.InMemoryAutoScalerStateStore;
import org.apache.flink.autoscaler.tuning.ConfigChanges;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.jspecify.annotations.Nullable;

/** The operator's autoscaler with one simulated job, in simulated time. Not thread-safe. */
final class Autoscaler {
    private static final JobID JOB = new JobID(0, 1);

    private final VirtualClock clock = new VirtualClock();
    private final Outcome outcome = new Outcome();
    private final SimulatedJobMetrics metrics;
    private final JobAutoScalerImpl<JobID, JobAutoScalerContext<JobID>> autoscaler;
    private final JobAutoScalerContext<JobID> running;
    private final JobAutoScalerContext<JobID> restarting;

    Autoscaler(Configuration configuration, int slotsPerTaskManager) {
        metrics = new SimulatedJobMetrics(slotsPerTaskManager, clock);
        InMemoryAutoScalerStateStore<JobID, JobAutoScalerContext<JobID>> store = new InMemoryAutoScalerStateStore<>();
        ScalingExecutor<JobID, JobAutoScalerContext<JobID>> executor = new ScalingExecutor<>(outcome, store);
        autoscaler = new JobAutoScalerImpl<>(metrics, new ScalingMetricEvaluator(), executor, outcome, outcome, store);
        setClock(autoscaler);
        setClock(field(executor, "jobVertexScaler"));
        running = context(JobStatus.RUNNING, configuration);
        restarting = context(JobStatus.RESTARTING, configuration);
    }

    /** A reconciliation while the job runs and has metrics. */
    OptionalInt reconcile(JobView job) {
        metrics.observe(job);
        return reconcile(job, running);
    }

    /** A reconciliation while the job does not run. */
    OptionalInt reconcileRestarting(JobView job) {
        return reconcile(job, restarting);
    }

    /** The parallelism that the autoscaler wants by now, if it has ever decided. */
    private OptionalInt reconcile(JobView job, JobAutoScalerContext<JobID> context) {
        clock.set(job.now());
        try {
            autoscaler.scale(context);
        } catch (Exception e) {
            throw new IllegalStateException("the operator's autoscaler failed at " + job.now(), e);
        }
        if (outcome.failure != null) {
            throw new IllegalStateException("the operator's autoscaler failed at " + job.now(), outcome.failure);
        }
        return outcome.parallelism;
    }

    private static JobAutoScalerContext<JobID> context(JobStatus status, Configuration configuration) {
        return new JobAutoScalerContext<>(
                JOB,
                JOB,
                status,
                configuration,
                UnregisteredMetricGroups.createUnregisteredTaskManagerJobMetricGroup(),
                () -> {
                    throw new UnsupportedOperationException("a simulated job has no REST interface");
                });
    }

    /** The autoscaler takes a clock for its own tests alone. */
    private void setClock(Object part) {
        try {
            Method setter = part.getClass().getDeclaredMethod("setClock", Clock.class);
            setter.setAccessible(true);
            setter.invoke(part, clock);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no setClock in " + part.getClass(), e);
        }
    }

    private static Object field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no " + name + " in " + owner.getClass(), e);
        }
    }

    /** Last event of the autoscaler. Its reports for people are dropped unread: they cost more than its decisions. */
    private static final class Outcome
            implements AutoScalerEventHandler<JobID, JobAutoScalerContext<JobID>>,
                    ScalingRealizer<JobID, JobAutoScalerContext<JobID>> {
        private OptionalInt parallelism = OptionalInt.empty();
        private @Nullable Throwable failure;

        @Override
        public void realizeParallelismOverrides(JobAutoScalerContext<JobID> context, Map<String, String> overrides) {
            String override = overrides.get(SimulatedJobMetrics.VERTEX.toString());
            if (override != null) {
                parallelism = OptionalInt.of(Integer.parseInt(override));
            }
        }

        @Override
        public void realizeConfigOverrides(JobAutoScalerContext<JobID> context, ConfigChanges changes) {
            // memory tuning is off by default
        }

        @Override
        public void handleEvent(
                JobAutoScalerContext<JobID> context,
                Type type,
                String reason,
                String message,
                @Nullable String key,
                @Nullable Duration interval) {
            // for people
        }

        @Override
        public void handleScalingEvent(
                JobAutoScalerContext<JobID> context,
                Map<JobVertexID, ScalingSummary> summaries,
                String message,
                Duration interval) {
            // for people
        }

        @Override
        public void handleException(JobAutoScalerContext<JobID> context, String reason, Throwable e) {
            failure = e;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
