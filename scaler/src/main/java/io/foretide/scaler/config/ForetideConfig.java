package io.foretide.scaler.config;

import io.foretide.planner.PlannerSettings;
import io.foretide.scaler.kubernetes.Mode;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.telemetry.JobId;
import io.foretide.training.TrainingMask;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contents of {@code foretide.yaml}, checked.
 *
 * @param job under which name the history is kept
 * @param data folder of the feature store and the decision log
 * @param tick time between two looks at the job
 * @param inferenceEvery time between two forecasts
 * @param leader how replicas agree; empty if there is only this one
 * @param registry folder of the model registry
 */
public record ForetideConfig(
        JobId job,
        Path data,
        Duration tick,
        Duration inferenceEvery,
        Path registry,
        Flink flink,
        Target target,
        Optional<Leader> leader,
        PlannerSettings planner,
        Calendar calendar,
        List<SignalTrace> traces,
        Http http,
        Training training) {
    public ForetideConfig {
        traces = List.copyOf(traces);
    }

    /** What accompanies the job. */
    public Signals signals() {
        return new Signals(calendar, traces);
    }

    /**
     * This configuration for one look from aside: its own folder, no part in the election of a leader, no TaskManager
     * processes and no placeholders of its own.
     */
    public ForetideConfig aside(Path folder) {
        return new ForetideConfig(
                job,
                folder,
                tick,
                inferenceEvery,
                registry,
                flink,
                target.aside(),
                Optional.empty(),
                planner,
                calendar,
                traces,
                http,
                new Training(Optional.empty(), training.models(), training.incidents(), training.file()));
    }

    /**
     * Which job.
     *
     * @param rest address of the JobManager's REST interface
     * @param job name or id; empty: the only running job
     */
    public record Flink(URI rest, Optional<String> job) {}

    /** What is scaled. */
    public sealed interface Target {
        /** The same target, for one look that starts nothing. */
        default Target aside() {
            return this;
        }
    }

    /**
     * Nothing.
     *
     * @param taskManagers pretended at first; empty: as many as Flink has
     */
    public record DryRun(Optional<Integer> taskManagers) implements Target {}

    /**
     * TaskManager processes on this machine.
     *
     * @param jobManagerPort of the JobManager's RPC on 127.0.0.1
     * @param workDirectory for logs and temporary files
     */
    public record LocalProcesses(int jobManagerPort, Path workDirectory, int taskManagers) implements Target {
        @Override
        public Target aside() {
            return new DryRun(Optional.empty());
        }
    }

    /**
     * What runs the TaskManagers on Kubernetes.
     *
     * @param mode what may be done to it where no annotation says another
     * @param deletionCost whether the victims of a scale down are chosen by the Pods' deletion cost
     * @param checkpointBeforeShrink whether a checkpoint is taken before a scale down
     * @param placeholders for TaskManagers to come; empty if nothing is said of them
     */
    public record Kubernetes(
            ScaledKind kind,
            String namespace,
            String name,
            Mode mode,
            boolean deletionCost,
            boolean checkpointBeforeShrink,
            Optional<PlaceholderSettings> placeholders)
            implements Target {
        @Override
        public Target aside() {
            return new Kubernetes(kind, namespace, name, mode, deletionCost, checkpointBeforeShrink, Optional.empty());
        }
    }

    /** The resource requirements of a job whose adaptive scheduler is not in Reactive Mode. */
    public record RescaleApi(Mode mode) implements Target {}

    /**
     * How the replicas of the service find the one that acts.
     *
     * @param namespace of the Lease
     * @param lease its name
     */
    public record Leader(String namespace, String lease) {}

    /** What accompanies a job: its calendar, and traces of business figures and weather. */
    public record Signals(Calendar calendar, List<SignalTrace> traces) {
        public Signals {
            traces = List.copyOf(traces);
        }
    }

    /**
     * The calendar the load follows.
     *
     * @param zone whose days and holidays count
     * @param country two letters, for public holidays
     * @param events file of events, if any
     */
    public record Calendar(ZoneId zone, Optional<String> country, Optional<Path> events) {}

    /**
     * A trace file that accompanies the job.
     *
     * @param columns trace column to feature name
     */
    public record SignalTrace(Path path, Map<String, String> columns) {}

    /**
     * How models are retrained.
     *
     * @param weekly when the service does so; empty: somebody else runs {@code foretide train}
     * @param models the challengers
     * @param incidents what is not to be learned from
     * @param file this configuration
     */
    public record Training(
            Optional<Weekly> weekly, List<String> models, List<TrainingMask.Period> incidents, Path file) {
        /** All that learn: the simplest first. */
        public static final List<String> CHALLENGERS = List.of("ridge", "xgboost", "lstm", "ensemble");

        public Training {
            models = List.copyOf(models);
            incidents = List.copyOf(incidents);
        }
    }

    /** A time of the week, in the local time of the calendar. */
    public record Weekly(DayOfWeek day, LocalTime time) {}

    /** Where the service listens. */
    public record Http(String host, int port) {}
}
