package io.foretide.planner.baselines.flinkoperator;

import io.foretide.planner.simulation.JobView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.autoscaler.JobAutoScalerContext;
import org.apache.flink.autoscaler.ScalingMetricCollector;
import org.apache.flink.autoscaler.metrics.FlinkMetric;
import org.apache.flink.autoscaler.state.AutoScalerStateStore;
import org.apache.flink.autoscaler.topology.IOMetrics;
import org.apache.flink.autoscaler.topology.JobTopology;
import org.apache.flink.autoscaler.topology.VertexInfo;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.metrics.AggregatedMetric;
import org.apache.flink.runtime.rest.messages.job.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own collector, with the simulated job in place of the REST calls. The job is one vertex, a Kafka source with
 * the processing chained to it, in every slot of the TaskManagers: its backlog is known, its busy time is the job's, and
 * nothing backpressures it. The number of partitions is not given and nothing is keyed, so that the autoscaler may choose
 * any parallelism; given 720 partitions it would round up to a divisor of 720. Not thread-safe.
 */
final class SimulatedJobMetrics extends ScalingMetricCollector<JobID, JobAutoScalerContext<JobID>> {
    static final JobVertexID VERTEX = new JobVertexID(0, 1);

    /** The most that Flink knows: the bounds of the cluster are tighter. */
    private static final int MAX_PARALLELISM = 1 << 15;

    private final int slotsPerTaskManager;
    private Instant runningSince = Instant.EPOCH;
    private @Nullable JobTopology topology;
    private Map<FlinkMetric, AggregatedMetric> vertexMetrics = Map.of();
    private Map<FlinkMetric, Metric> jobManagerMetrics = Map.of();

    SimulatedJobMetrics(int slotsPerTaskManager, Clock clock) {
        this.slotsPerTaskManager = slotsPerTaskManager;
        setClock(clock);
    }

    /** Takes over what Flink publishes of a running job; it must have metrics. */
    void observe(JobView job) {
        int parallelism = job.runningTaskManagers() * slotsPerTaskManager;
        runningSince = job.runningSince();
        // a source reads no records of Flink's: they are in the metric of its operator
        IOMetrics io = new IOMetrics(0, 0, job.busySeconds() * 1000 * parallelism);
        topology = new JobTopology(new VertexInfo(VERTEX, null, Map.of(), parallelism, MAX_PARALLELISM, false, io));
        Map<FlinkMetric, AggregatedMetric> metrics = new EnumMap<>(FlinkMetric.class);
        metrics.put(FlinkMetric.BUSY_TIME_PER_SEC, each(job.busyRatio() * 1000, parallelism));
        metrics.put(FlinkMetric.BACKPRESSURE_TIME_PER_SEC, each(0, parallelism));
        metrics.put(FlinkMetric.PENDING_RECORDS, sum(job.lagRecords(), parallelism));
        metrics.put(FlinkMetric.SOURCE_TASK_NUM_RECORDS_IN, sum(job.recordsIn(), parallelism));
        metrics.put(FlinkMetric.SOURCE_TASK_NUM_RECORDS_IN_PER_SEC, sum(job.recordsInPerSecond(), parallelism));
        vertexMetrics = metrics;
        jobManagerMetrics = Map.of(
                FlinkMetric.NUM_TASK_SLOTS_TOTAL, new Metric("taskSlotsTotal", Integer.toString(parallelism)),
                FlinkMetric.NUM_TASK_SLOTS_AVAILABLE, new Metric("taskSlotsAvailable", "0"));
    }

    private static AggregatedMetric each(double value, int parallelism) {
        return new AggregatedMetric("", value, value, value, value * parallelism, 0.0);
    }

    private static AggregatedMetric sum(double value, int parallelism) {
        return each(value / parallelism, parallelism);
    }

    @Override
    public @Nullable JobDetailsInfo getJobDetailsInfo(JobAutoScalerContext<JobID> context, Duration timeout) {
        return null; // everything taken from it is overridden below
    }

    @Override
    protected Instant getJobRunningTs(@Nullable JobDetailsInfo details) {
        return runningSince;
    }

    @Override
    protected @Nullable JobTopology getJobTopology(
            JobAutoScalerContext<JobID> context,
            AutoScalerStateStore<JobID, JobAutoScalerContext<JobID>> store,
            @Nullable JobDetailsInfo details) {
        return topology;
    }

    @Override
    protected Map<JobVertexID, Map<String, FlinkMetric>> queryFilteredMetricNames(
            JobAutoScalerContext<JobID> context, JobTopology jobTopology) {
        return Map.of();
    }

    @Override
    protected Collection<String> queryAggregatedMetricNames(
            RestClusterClient<?> client, JobID job, JobVertexID vertex) {
        return List.of();
    }

    @Override
    protected Map<JobVertexID, Map<FlinkMetric, AggregatedMetric>> queryAllAggregatedMetrics(
            JobAutoScalerContext<JobID> context, Map<JobVertexID, Map<String, FlinkMetric>> names) {
        return Map.of(VERTEX, vertexMetrics);
    }

    @Override
    protected Map<FlinkMetric, Metric> queryJmMetrics(JobAutoScalerContext<JobID> context) {
        return jobManagerMetrics;
    }

    @Override
    protected Map<FlinkMetric, AggregatedMetric> queryTmMetrics(JobAutoScalerContext<JobID> context) {
        return Map.of();
    }
}
