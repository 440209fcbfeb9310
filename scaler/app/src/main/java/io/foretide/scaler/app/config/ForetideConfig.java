package io.foretide.scaler.app.config;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.TuningMode;
import io.foretide.scaler.app.webhook.WebhookSettings;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.series.Period;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.signal.AskedSignalSettings;
import io.foretide.telemetry.signal.IssuedSignalSource;
import io.foretide.telemetry.source.TelemetrySettings;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contents of {@code foretide.yaml}, checked.
 *
 * @param job under which name the history is kept
 * @param origin where it stands
 * @param priority 0 to 100; in a fleet that is short of slots the lowest yields first
 * @param data folder of what the service keeps on its machine
 * @param store where history, decisions and memory are
 * @param own folder of what is this job's alone: tuned settings, logs, models unless another is named
 * @param keep what is older is forgotten
 * @param tick time between two looks at the job
 * @param inferenceEvery time between two forecasts
 * @param source where the metrics come from
 * @param object that says the job, if one does: there its owner asks for modes, pins and pauses
 * @param leader how replicas agree; empty if there is only this one
 * @param registry where its models are
 * @param webhook what the job's owner is told, and where; empty: nothing
 */
public record ForetideConfig(
        JobId job,
        Origin origin,
        int priority,
        Path data,
        StoreAddress store,
        Path own,
        Duration keep,
        Duration tick,
        Duration inferenceEvery,
        RegistryPlace registry,
        Flink flink,
        TelemetrySettings source,
        TargetSettings target,
        Optional<JobObject> object,
        Optional<LeaderSettings> leader,
        PlannerSettings planner,
        Tuning tuning,
        Calendar calendar,
        List<SignalTrace> traces,
        List<AskedSignalSettings> asked,
        Http http,
        Training training,
        Optional<WebhookSettings> webhook) {
    public ForetideConfig {
        traces = List.copyOf(traces);
        asked = List.copyOf(asked);
    }

    /** Signals that accompany the job. */
    public Signals signals() {
        return new Signals(calendar, traces, asked);
    }

    /**
     * This configuration for one look from aside: its own folder and the files in it, no part in the election of a leader, no TaskManager
     * processes and no placeholders of its own.
     */
    public ForetideConfig aside(Path folder) {
        return new ForetideConfig(
                job,
                origin,
                priority,
                folder,
                new StoreAddress.Sqlite(new DataFolder(folder).features()),
                folder,
                keep,
                tick,
                inferenceEvery,
                registry,
                flink,
                source,
                target.aside(),
                object,
                Optional.empty(),
                planner,
                tuning,
                calendar,
                traces,
                asked,
                http,
                training.off(),
                Optional.empty());
    }

    /**
     * Which job.
     *
     * @param access the way to the JobManager's REST interface
     * @param job name or id; empty: the only running job
     */
    public record Flink(HttpAccess access, Optional<String> job) {}

    /** Signals that accompany a job: its calendar, traces of business figures and weather, and what peers are asked for. */
    public record Signals(Calendar calendar, List<SignalTrace> traces, List<AskedSignalSettings> asked) {
        public Signals {
            traces = List.copyOf(traces);
            asked = List.copyOf(asked);
        }

        /** Every name that is given to a signal, as often as it is. */
        List<String> names() {
            return Stream.concat(
                            traces.stream().flatMap(SignalTrace::features),
                            asked.stream().map(AskedSignalSettings::name))
                    .toList();
        }
    }

    /**
     * The calendar the load follows.
     *
     * @param zone whose days and holidays count
     * @param countries for public holidays: two letters each, or with a region
     * @param events file of events, if any
     */
    public record Calendar(ZoneId zone, List<String> countries, Optional<Path> events) {
        public Calendar {
            countries = List.copyOf(countries);
        }

        /** The zone of times without offset in files of signals: none is UTC, which is also the default and may not be meant. */
        public Optional<ZoneId> localTimes() {
            return Optional.of(zone).filter(one -> !one.normalized().equals(ZoneOffset.UTC));
        }
    }

    /**
     * A trace file that accompanies the job.
     *
     * @param columns trace column to feature name
     * @param issued the column that says when a row was told ahead; empty: rows are measured
     */
    public record SignalTrace(Path path, Map<String, String> columns, Optional<String> issued) {
        /** Every feature that comes of it. */
        Stream<String> features() {
            return columns.values().stream()
                    .flatMap(feature ->
                            issued.isPresent() ? IssuedSignalSource.features(feature).stream() : Stream.of(feature));
        }
    }

    /**
     * How the planner's settings are tuned.
     *
     * @param mode what becomes of settings that the job's own past prefers
     * @param at when they are looked for, in the local time of the calendar
     * @param block what the file says of the planner, which tuning leaves as it is
     */
    public record Tuning(TuningMode mode, LocalTime at, PlannerBlock block) {}

    /**
     * Settings of the retraining.
     *
     * @param schedule how often the service does so
     * @param day of the week on which it does so weekly
     * @param at local time of the calendar
     * @param models the challengers
     * @param incidents what is not to be learned from
     */
    public record Training(
            TrainingSchedule schedule, DayOfWeek day, LocalTime at, List<String> models, List<Period> incidents) {
        /** All that learn: the simplest first. */
        public static final List<String> CHALLENGERS = List.of("ridge", "xgboost", "lstm", "ensemble");

        public Training {
            models = List.copyOf(models);
            incidents = List.copyOf(incidents);
        }

        /** The same, if somebody else runs {@code foretide train}. */
        Training off() {
            return new Training(TrainingSchedule.OFF, day, at, models, incidents);
        }
    }

    /**
     * Where the service listens.
     *
     * @param hosts further names under which browsers may ask
     */
    public record Http(String host, int port, List<String> hosts) {
        public Http {
            hosts = List.copyOf(hosts);
        }
    }
}
