package io.foretide.scaler.app.doctor;

import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.telemetry.flink.CheckpointSetup;
import io.foretide.telemetry.flink.CheckpointSetup.Failure;
import io.foretide.telemetry.flink.FlinkCluster.Overview;
import io.foretide.telemetry.flink.JobSetup;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks that Flink's configuration lets a rescale be prompt and survivable, and its figures fresh. */
final class FlinkKeys {
    private static final String SCHEDULER = "jobmanager.adaptive-scheduler.";
    private static final String COOLDOWN = SCHEDULER + "executing.cooldown-after-rescaling";
    /** Its name in 1.19 and 1.20, which 2.x still reads. */
    private static final String OLD_COOLDOWN = SCHEDULER + "scaling-interval.min";

    private static final String MAX_DELAY = SCHEDULER + "rescale-trigger.max-delay";
    private static final String INTERVAL = "execution.checkpointing.interval";
    private static final String TOLERATED = "execution.checkpointing.tolerable-failed-checkpoints";
    private static final String HISTORY = "web.adaptive-scheduler.rescale-history.size";
    private static final String FETCHER = "metrics.fetcher.update-interval";
    private static final String AVAILABILITY = "high-availability.type";
    private static final String STRATEGY = "restart-strategy.type";
    private static final String ATTEMPTS = "restart-strategy.fixed-delay.attempts";
    private static final Duration FETCHED = Duration.ofSeconds(10);
    private static final Duration LONG_WAIT = Duration.ofSeconds(30);
    private static final Duration LONG_REPLAY = Duration.ofMinutes(1);
    private static final Duration UNBOUNDED = Duration.ofDays(365);
    private static final int FEW_ATTEMPTS = 100;

    private static final Timing HEARTBEAT = new Timing(
            "heartbeat.interval",
            Duration.ofSeconds(10),
            Duration.ZERO,
            Duration.ofSeconds(2),
            "1 s",
            "a TaskManager that was killed is noticed after about that long, and nothing is processed until then");
    private static final Timing HEARTBEAT_TIMEOUT = new Timing(
            "heartbeat.timeout",
            Duration.ofSeconds(50),
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            "30 s",
            "a busy TaskManager should not pass for a dead one, nor a dead one for a busy one");

    private static final List<Timing> SINCE_2 = List.of(
            new Timing(
                    SCHEDULER + "executing.resource-stabilization-timeout",
                    Duration.ofSeconds(60),
                    Duration.ZERO,
                    Duration.ofSeconds(10),
                    "2 s",
                    "every scale up waits that long for more TaskManagers"),
            new Timing(
                    COOLDOWN,
                    Duration.ofSeconds(30),
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    "0 s",
                    "it comes on top of Foretide's own cooldown"));
    private static final List<Timing> SINCE_1_19 = List.of(new Timing(
            OLD_COOLDOWN,
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ofSeconds(5),
            "0 s",
            "it comes on top of Foretide's own cooldown"));

    private final Map<String, String> configuration;
    private final Overview flink;
    private final Optional<JobSetup> job;

    /** {@code job}: if one runs, what it says counts before the configuration. */
    FlinkKeys(Map<String, String> configuration, Overview flink, Optional<JobSetup> job) {
        this.configuration = configuration;
        this.flink = flink;
        this.job = job;
    }

    /** A duration with bounds. */
    private record Timing(String key, Duration defaultValue, Duration min, Duration max, String advised, String why) {
        private String inUse(Map<String, String> configuration) {
            boolean old = key.equals(COOLDOWN) && !configuration.containsKey(key);
            return old ? OLD_COOLDOWN : key;
        }

        /** Flink before 1.20 takes milliseconds alone. */
        private Timing inMillis() {
            String millis =
                    String.valueOf(FlinkDuration.parse(advised).orElseThrow().toMillis());
            return new Timing(key, defaultValue, min, max, millis, why);
        }

        Finding in(Map<String, String> configuration) {
            String text = configuration.get(inUse(configuration));
            Optional<Duration> value = text == null ? Optional.of(defaultValue) : FlinkDuration.parse(text);
            if (value.isEmpty()) {
                return Finding.ok(text + ", which is not understood here");
            }
            String shown = text == null ? Durations.format(defaultValue) + ", the default" : text;
            boolean good = !Durations.isShorter(value.get(), min) && !Durations.isLonger(value.get(), max);
            return good ? Finding.ok(shown) : Finding.warning(shown + ": " + why, Fix.flink(key + ": " + advised));
        }
    }

    /** 1.18 and older have none of them: they rescale as soon as a slot comes. */
    private List<Timing> timings() {
        if (flink.isAtLeast(2, 0)) {
            return SINCE_2;
        }
        return flink.isAtLeast(1, 19) ? SINCE_1_19 : List.of();
    }

    void check(Checks checks, Duration tick) {
        for (Timing timing : timings()) {
            checks.add(timing.key().substring(SCHEDULER.length()), timing.in(configuration));
        }
        checks.add("checkpoints", checkpoints());
        job.flatMap(JobSetup::checkpoints)
                .flatMap(checkpoints -> tolerated(checkpoints.tolerated()))
                .ifPresent(finding -> checks.add("tolerable failed checkpoints", finding));
        checks.add("restart strategy", restarts());
        checks.add("high availability", highAvailability());
        for (Timing heartbeat : List.of(HEARTBEAT, HEARTBEAT_TIMEOUT)) {
            Timing timing = flink.isAtLeast(1, 20) ? heartbeat : heartbeat.inMillis();
            checks.add(timing.key(), timing.in(configuration));
        }
        checks.add(FETCHER, fetcher(tick));
        if (flink.isAtLeast(2, 3)) {
            checks.add("rescale-history.size", history());
        }
    }

    /** What runs counts before what is configured. */
    private Optional<Duration> interval() {
        return job.isPresent()
                ? job.get().checkpoints().map(CheckpointSetup::interval)
                : Optional.ofNullable(configuration.get(INTERVAL)).flatMap(FlinkDuration::parse);
    }

    private Finding checkpoints() {
        Optional<Duration> interval = interval();
        Fix fix = Fix.flink(INTERVAL + ": 10 s");
        if (interval.isEmpty()) {
            return Finding.problem("none are taken: a rescale or a lost TaskManager would lose all state", fix);
        }
        String every = "every " + Durations.format(interval.get());
        Optional<Failure> failure = job.flatMap(JobSetup::checkpoints).flatMap(CheckpointSetup::failure);
        if (failure.isPresent()) {
            return failed(every, failure.get());
        }
        Duration delay = Optional.ofNullable(configuration.get(MAX_DELAY))
                .flatMap(FlinkDuration::parse)
                .orElse(UNBOUNDED);
        Duration wait = Durations.min(delay, interval.get());
        if (flink.isAtLeast(2, 0) && Durations.isLonger(wait, LONG_WAIT)) {
            return Finding.warning(
                    every + ": a scale up waits for the next one, for up to " + Durations.format(wait), fix);
        }
        return Durations.isLonger(interval.get(), LONG_REPLAY)
                ? Finding.warning(every + ": a rescale processes again what came since the last one", fix)
                : Finding.ok(every);
    }

    private static Finding failed(String every, Failure failure) {
        String newest = every + ", but the newest has failed, as " + failure.failed() + " of "
                + (failure.failed() + failure.completed()) + ": " + failure.message();
        return failure.completed() == 0
                ? Finding.problem(newest + "; a rescale or a lost TaskManager would lose all state")
                : Finding.warning(newest + "; a rescale processes again what came since the last one that completed");
    }

    private static Optional<Finding> tolerated(OptionalInt tolerated) {
        return tolerated.stream()
                .mapToObj(most -> most == 0
                        ? Finding.warning("0: one checkpoint that fails restarts the job", Fix.flink(TOLERATED + ": 3"))
                        : Finding.ok(String.valueOf(most)))
                .findFirst();
    }

    private Finding restarts() {
        Fix fix = Fix.flink(STRATEGY + ": exponential-delay");
        String ofJob = job.map(JobSetup::restartStrategy).orElse("");
        if (ofJob.toLowerCase(Locale.ROOT).contains("deactivated")) {
            return Finding.problem("the job's code switches restarts off: the first scale down ends it", fix);
        }
        boolean named = configuration.containsKey(STRATEGY) || configuration.containsKey("restart-strategy");
        boolean isDefault = !named && (ofJob.isEmpty() || ofJob.startsWith("Cluster level default"));
        if (isDefault && interval().isEmpty()) {
            return Finding.problem(
                    "none, the default without checkpoints: the first scale down or lost TaskManager ends the job",
                    fix);
        }
        String unnamed = "the default, " + (flink.isAtLeast(1, 20) ? "exponential-delay" : "fixed-delay without end");
        String strategy = Optional.ofNullable(configuration.get(STRATEGY))
                .orElseGet(() -> configuration.getOrDefault("restart-strategy", unnamed));
        return switch (strategy.toLowerCase(Locale.ROOT)) {
            case "none", "off", "disable" ->
                Finding.problem(strategy + ": the first scale down or lost TaskManager ends the job", fix);
            case "fixed-delay", "fixeddelay" -> attempts(strategy);
            default -> Finding.ok(strategy);
        };
    }

    /** Every scale down is a failure to Flink, and takes one of the attempts. */
    private Finding attempts(String strategy) {
        String attempts = configuration.getOrDefault(ATTEMPTS, "1");
        boolean few = attempts.matches("\\d{1,9}") && Integer.parseInt(attempts) < FEW_ATTEMPTS;
        return few
                ? Finding.problem(
                        strategy + " with " + counted(attempts) + ": every scale down takes one, then the job ends",
                        Fix.flink(ATTEMPTS + ": 2147483647"))
                : Finding.ok(strategy + " with " + counted(attempts));
    }

    private static String counted(String attempts) {
        return attempts + (attempts.equals("1") ? " attempt" : " attempts");
    }

    private Finding highAvailability() {
        String type = configuration.getOrDefault(AVAILABILITY, configuration.getOrDefault("high-availability", "NONE"));
        return type.equalsIgnoreCase("none")
                ? Finding.warning(
                        "none: a JobManager that is lost takes the job with it, which begins anew without its state",
                        Fix.flink(AVAILABILITY + ": kubernetes"))
                : Finding.ok(type);
    }

    private Finding fetcher(Duration tick) {
        String text = configuration.getOrDefault(FETCHER, FETCHED.toMillis() + ", the default");
        Duration interval = Optional.ofNullable(configuration.get(FETCHER))
                .flatMap(FlinkDuration::parse)
                .orElse(FETCHED);
        return Durations.isShorter(interval.multipliedBy(2), tick)
                ? Finding.ok(text)
                : Finding.warning(
                        text + ": not below half a tick (" + Durations.format(tick) + "), so figures are often missing",
                        Fix.flink(FETCHER + ": " + Math.min(5_000, tick.toMillis() / 4)));
    }

    private Finding history() {
        String size = configuration.getOrDefault(HISTORY, "0");
        return size.strip().equals("0")
                ? Finding.warning("0: Flink does not tell how long its restarts take", Fix.flink(HISTORY + ": 100"))
                : Finding.ok(size);
    }
}
