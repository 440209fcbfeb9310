package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Clocks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.flink.FlinkCluster;
import io.foretide.telemetry.flink.FlinkCluster.Overview;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.JobSetup;
import io.foretide.telemetry.flink.LiveJob;
import io.foretide.telemetry.flink.ReactiveModeCheck;
import io.foretide.text.Counted;
import io.foretide.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks that Flink answers, scales with its TaskManagers, and tells what Foretide has to know of the job. */
final class FlinkChecks {
    private final ForetideConfig config;
    private final FlinkRest rest;
    private final FlinkCluster flink;
    private final Checks checks = new Checks("Flink");

    FlinkChecks(ForetideConfig config) {
        this.config = config;
        this.rest = new FlinkRest(config.flink().access());
        this.flink = new FlinkCluster(rest);
    }

    List<Check> all() {
        List<String> problems = config.flink().access().problems();
        problems.forEach(problem -> checks.add("files", Finding.problem(problem)));
        if (problems.isEmpty()) {
            ask();
        }
        return checks.all();
    }

    private void ask() {
        try {
            Overview overview = flink.overview();
            checks.add(
                    "answers",
                    Finding.ok("Flink " + overview.version() + " at "
                            + config.flink().access().address() + ": "
                            + Counted.of(overview.taskManagers(), "TaskManager") + ", "
                            + Counted.of(overview.slots(), "slot")));
            Map<String, String> configuration = flink.configuration();
            checks.ask("mode", () -> mode(configuration));
            Optional<JobSetup> job = job();
            checks.ask("slots per TaskManager", () -> slots(configuration));
            new FlinkKeys(configuration, overview, job).check(checks, config.tick());
        } catch (IOException e) {
            checks.add("answers", Checks.failed(e));
        }
    }

    private Finding mode(Map<String, String> configuration) throws IOException {
        boolean reactive = "reactive".equalsIgnoreCase(configuration.get("scheduler-mode"));
        if (!config.target().isReactive()) {
            return reactive
                    ? Finding.problem(
                            "Reactive Mode: Flink takes no resource requirements in it",
                            Fix.ours("target: {type: kubernetes-deployment, namespace: ..., name: ...}"))
                    : Finding.ok("not Reactive Mode, as target rescale-api needs");
        }
        return new ReactiveModeCheck(rest)
                .problem()
                .map(problem ->
                        Finding.problem(problem.lines().findFirst().orElse(""), Fix.flink("scheduler-mode: reactive")))
                .orElseGet(() -> Finding.ok("Reactive Mode"));
    }

    /** Finds the job, and what it says of itself if it runs. */
    private Optional<JobSetup> job() throws IOException {
        List<LiveJob> jobs = flink.jobs(config.flink().job());
        if (jobs.size() != 1) {
            checks.add("job", missing(jobs));
            return Optional.empty();
        }
        LiveJob job = jobs.get(0);
        if (!job.state().equals("RUNNING")) {
            checks.add("job", Finding.warning(job + " is " + job.state() + ": nothing can be measured until it runs"));
            return Optional.empty();
        }
        checks.add("job", Finding.ok(job + " is RUNNING"));
        if (!config.target().isReactive() && !job.scheduler().equals("Adaptive")) {
            checks.add(
                    "scheduler",
                    Finding.problem(
                            job.scheduler() + ": it takes no resource requirements",
                            Fix.flink("jobmanager.scheduler: adaptive")));
        }
        Instant before = Instant.now();
        JobSetup setup = flink.job(job.id());
        checks.add("clock", clock(before, setup.clock()));
        checks.add("max parallelism", maxParallelism(setup.topology()));
        if (config.source().isFlink()) {
            checks.ask("look", this::look);
        }
        if (config.source().isFlink() && config.source().kafka().isEmpty()) {
            setup.sources().forEach(source -> checks.add("lag", lag(source)));
        }
        return Optional.of(setup);
    }

    /** How long it takes to read the job, as every tick does. */
    private Finding look() throws IOException {
        FlinkRestSource source = FlinkRestSource.forOneLook(
                rest, new FlinkRestSource.Settings(config.flink().job(), config.job(), 1));
        long begin = System.nanoTime();
        source.collect(Instant.now());
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        String found =
                "a look takes up to " + (taken.toSeconds() + 1) + " s, of a tick of " + Durations.format(config.tick());
        return Durations.isLonger(taken, config.tick().dividedBy(2))
                ? Finding.warning(
                        found,
                        Fix.ours("tick: " + Durations.format(config.tick().multipliedBy(2))))
                : Finding.ok(found);
    }

    private Finding missing(List<LiveJob> jobs) throws IOException {
        Optional<String> nameOrId = config.flink().job();
        if (!jobs.isEmpty()) {
            return Finding.problem(
                    flink.ambiguity(nameOrId, jobs).lines().findFirst().orElseThrow(),
                    Fix.ours("flink: {job: " + jobs.get(0).id() + "}"));
        }
        List<LiveJob> live = flink.jobs(Optional.empty());
        String called = nameOrId.map(name -> " called '" + name + "'").orElse("");
        return live.isEmpty()
                ? Finding.problem("no job" + called + " runs: start it")
                : Finding.problem(
                        "no live job" + called + " of: "
                                + live.stream().map(LiveJob::toString).collect(Collectors.joining(", ")),
                        Fix.ours("flink: {job: " + live.get(0).name() + "}"));
    }

    private static Finding clock(Instant here, Instant there) {
        return Clocks.compare("the JobManager's", here, there, Duration.ofSeconds(30));
    }

    /** More slots than the vertices can use stand idle, whatever the load. */
    private Finding maxParallelism(JobTopology job) {
        int slotsPerTaskManager = config.planner().slotsPerTaskManager();
        int slots = config.planner().maxTaskManagers() * slotsPerTaskManager;
        if (job.usableSlots() >= slots) {
            return Finding.ok("at least the " + Counted.of(slots, "slot") + " allowed");
        }
        long taskManagers = (job.usableSlots() + slotsPerTaskManager - 1) / slotsPerTaskManager;
        return Finding.warning(
                "no vertex has more than " + job.maxParallelism() + ", but "
                        + config.planner().maxTaskManagers() + " TaskManagers of " + slotsPerTaskManager
                        + " slots are allowed: the job does not use more than " + taskManagers + " of them",
                Fix.ours("planner: {maxTaskManagers: " + taskManagers + "}"));
    }

    private static Finding lag(JobSetup.Source source) {
        if (source.reportsLag()) {
            return Finding.ok("'" + source.name() + "' reports pendingRecords");
        }
        if (!source.hasRead()) {
            return Finding.warning(
                    "'" + source.name() + "' has read nothing yet: whether it reports pendingRecords cannot be seen");
        }
        return source.neverReportsLag()
                ? Finding.warning("'" + source.name()
                        + "' has no pendingRecords: what it reads counts as its demand, and what waits is unknown")
                : Finding.problem("'" + source.name() + "' does not report pendingRecords: its demand cannot be known;"
                        + " a source that does is needed, such as Kafka's");
    }

    private Finding slots(Map<String, String> configuration) throws IOException {
        int slots = config.planner().slotsPerTaskManager();
        TreeSet<Integer> sizes = new TreeSet<>(flink.slots());
        if (sizes.isEmpty()) {
            String configured = configuration.getOrDefault("taskmanager.numberOfTaskSlots", "1");
            return Finding.warning("no TaskManager is registered; Flink's configuration says " + configured
                    + ", planner.slotsPerTaskManager " + slots);
        }
        if (sizes.size() > 1) {
            return Finding.problem("TaskManagers have different numbers of slots, " + sizes + ": one size is needed");
        }
        return sizes.first() == slots
                ? Finding.ok(slots + ", as planner.slotsPerTaskManager says")
                : Finding.problem(
                        sizes.first() + ", but planner.slotsPerTaskManager is " + slots,
                        Fix.ours("planner: {slotsPerTaskManager: " + sizes.first() + "}"));
    }
}
