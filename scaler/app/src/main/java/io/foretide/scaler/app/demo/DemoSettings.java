package io.foretide.scaler.app.demo;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.process.Installation;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.local.FlinkLine;
import io.foretide.text.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A demo run.
 *
 * @param installation has the programs of Kafka, Flink and the replay
 * @param flink its version
 * @param work folder for everything the run writes
 * @param from first trace minute that is replayed
 * @param duration real time of the replay
 * @param speed trace seconds per real second
 * @param headless without the page
 * @param port of the page; the next free one is taken
 * @param report where to write the report, if anywhere
 */
public record DemoSettings(
        Installation installation,
        String flink,
        Path work,
        Instant from,
        Duration duration,
        double speed,
        boolean headless,
        int port,
        Optional<Path> report) {
    /** Seconds of trace time between two reports of a flight. */
    public static final int REPORT_INTERVAL_SECONDS = 10;
    /** Slots of a TaskManager. */
    public static final int SLOTS_PER_TASK_MANAGER = 2;
    /** Processes that are started ahead, as placeholder Pods and pulled images are in a cluster. */
    static final int WARM_TASK_MANAGERS = 1;
    /** Rate of the demo job's slots when busy all the time, records per second of trace time. */
    public static final double RECORDS_PER_SECOND_PER_SLOT = 25;

    /** Utilization of the size that the demo starts with. */
    static final double FIRST_UTILIZATION = 0.75;

    private static final int MAX_TASK_MANAGERS = 7;

    /** Real seconds: the objective, the start of a TaskManager and its slots, a restart. */
    private static final double SLO_SECONDS = 6;

    private static final double START_SECONDS = 8;
    private static final double RESTART_SECONDS = 1;
    private static final double MAX_SPEED = 120;
    /** Trace time: a third of the forecast's horizon. */
    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private static final Duration MAX_DURATION = Duration.ofHours(24);
    /** Trace time. */
    private static final Duration SHORTEST = Duration.ofMinutes(10);
    /** The profile wants four weeks of history before the replay. */
    private static final Duration HISTORY = Duration.ofDays(29);

    public DemoSettings {
        if (FlinkLine.of(flink).isEmpty()) {
            throw UserError.usage("--flink " + flink + ": must be " + FlinkLine.allowed());
        }
        if (!(speed >= 1 && speed <= MAX_SPEED)) {
            throw UserError.usage("--speed " + speed + ": must be 1 to " + (int) MAX_SPEED);
        }
        if (port < 0 || port > 65_535) {
            throw UserError.usage("--port " + port + ": must be 0 to 65535");
        }
        if (Durations.isLonger(duration, MAX_DURATION)) {
            throw UserError.usage(
                    "--duration " + duration.toSeconds() + "s: must be at most " + MAX_DURATION.toHours() + "h");
        }
        if (Durations.isShorter(traceDuration(duration, speed), SHORTEST)) {
            throw UserError.usage("--duration " + duration.toSeconds() + "s at --speed " + speed + ": must be at least "
                    + SHORTEST.toMinutes() + " trace minutes");
        }
    }

    /** End of the replay in trace time, exclusive. */
    public Instant to() {
        return from.plus(traceDuration(duration, speed));
    }

    /** The Flink that runs the job. */
    FlinkLine flinkLine() {
        return FlinkLine.of(flink).orElseThrow();
    }

    /** First trace minute of the history that is given to the store beforehand. */
    public Instant historyFrom() {
        return from.minus(HISTORY);
    }

    /** Checks that the trace holds the replay and the history before it. */
    public void check(Trace trace) {
        Instant first = trace.start().plus(HISTORY);
        Instant last = trace.end().minus(traceDuration(duration, speed));
        if (from.isBefore(first) || from.isAfter(last)) {
            throw UserError.usage("--from " + from + ": must be " + first + " to " + last + " for this duration");
        }
        trace.column(FlightsDataset.AIRBORNE);
    }

    /** The planner's settings: the defaults but for the size of the demo's cluster and its clock. */
    public PlannerSettings planner() {
        PlannerSettings d = PlannerSettings.defaults(SLOTS_PER_TASK_MANAGER, 1, MAX_TASK_MANAGERS);
        Objective o = d.objective();
        return d.withObjective(new Objective(
                        atLeast(o.sloLag(), SLO_SECONDS),
                        o.sloShare(),
                        o.pricePerSlotHour(),
                        o.pricePerViolationMinute()))
                .withPriors(new Priors(
                        OptionalDouble.empty(),
                        atLeast(d.priors().leadTime(), START_SECONDS),
                        atLeast(d.priors().restartTime(), RESTART_SECONDS)));
    }

    /** What takes real seconds takes that many times the speed of trace time. */
    private Duration atLeast(Duration duration, double realSeconds) {
        Duration scaled = Duration.ofMillis(Math.round(1000 * realSeconds * speed));
        return Durations.max(scaled, duration);
    }

    /** Time a record takes in a slot, so that a slot has the demo's rate in trace time. */
    public long serviceMicros() {
        return Math.round(1e6 / (RECORDS_PER_SECOND_PER_SLOT * speed));
    }

    /**
     * The speed at which a start of a TaskManager that takes so long is a fraction of the forecast's horizon; empty if this
     * one will do, or if the replay would be too short.
     */
    OptionalDouble slowerFor(Duration start) {
        double fitting = Math.floor(Durations.seconds(LONGEST_START) / Durations.seconds(start));
        double slowest = Math.max(1, Durations.seconds(SHORTEST) / Durations.seconds(duration));
        double slower = Math.max(slowest, fitting);
        return slower < speed ? OptionalDouble.of(slower) : OptionalDouble.empty();
    }

    /** The same at another speed, for the same real time. */
    DemoSettings at(double otherSpeed) {
        return new DemoSettings(installation, flink, work, from, duration, otherSpeed, headless, port, report);
    }

    private static Duration traceDuration(Duration real, double speed) {
        return Duration.ofMinutes((long) (real.toMillis() * speed / 60_000));
    }
}
