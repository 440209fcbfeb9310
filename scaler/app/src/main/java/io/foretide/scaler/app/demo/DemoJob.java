package io.foretide.scaler.app.demo;

import io.foretide.scaler.app.UserError;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.local.LocalProcessesTarget;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.FlinkProgress;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The demo's job, running: the parts that read it and that size it.
 *
 * @param cluster it runs on
 * @param metrics of it
 * @param progress of its rescales
 * @param target that sizes it
 * @param start real time from asking for its first TaskManagers until it ran on them
 */
record DemoJob(
        DemoCluster cluster,
        FlinkRestSource metrics,
        FlinkProgress progress,
        LocalProcessesTarget target,
        Duration start) {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    /**
     * Starts Kafka and Flink, and waits until the job runs.
     *
     * @param first TaskManagers
     * @param opened ends all in the reverse order of their start
     */
    static DemoJob start(DemoSettings settings, JobId name, int first, Opened opened)
            throws IOException, InterruptedException {
        DemoCluster cluster = new DemoCluster(settings, opened);
        FlinkRest flink = FlinkRest.at(cluster.flink().restAddress());
        FlinkRestSource.Settings job =
                new FlinkRestSource.Settings(Optional.of(cluster.flink().jobId()), name, settings.speed());
        FlinkRestSource metrics = new FlinkRestSource(flink, job);
        Instant asked = Instant.now();
        LocalProcessesTarget target = opened.keep(new LocalProcessesTarget(
                cluster.flink().taskManagers(), first, settings.planner().maxTaskManagers()));
        awaitRunning(metrics, settings, first * DemoSettings.SLOTS_PER_TASK_MANAGER);
        Duration start = Duration.between(asked, Instant.now());
        return new DemoJob(cluster, metrics, new FlinkProgress(flink, job), target, start);
    }

    private static void awaitRunning(FlinkRestSource metrics, DemoSettings settings, int parallelism)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(READY_WITHIN);
        while (Instant.now().isBefore(deadline)) {
            try {
                if (metrics.collect(settings.from()).capacity().parallelism() == parallelism) {
                    return;
                }
            } catch (IOException notYet) {
                // Flink is still starting
            }
            Thread.sleep(200);
        }
        throw UserError.failed("Flink does not run at parallelism " + parallelism + " after " + READY_WITHIN.toSeconds()
                + " s; see " + settings.work().resolve("flink"));
    }
}
