package io.foretide.scaler.app.fleet;

import io.foretide.inference.Rhythm;
import io.foretide.inference.Schedule;
import io.foretide.planner.fleet.FleetSettings;
import io.foretide.scaler.app.Retention;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigException;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetChanges;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.config.ObjectJob;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Conditions;
import io.foretide.scaler.control.replicas.Replicas;
import io.foretide.telemetry.JobId;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of a service, as its file says while it runs: one that is added, changed or removed there is so here within seconds,
 * and the others do not notice. A job whose part becomes wrong goes on as it was said before. Thread-safe.
 */
public final class Fleet implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Fleet.class);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(10);

    /** Often enough that a job which may grow does so with its next tick. */
    private static final Duration PLAN_EVERY = Duration.ofSeconds(2);

    private static final Duration FORGET_EVERY = Duration.ofDays(1);
    private static final Duration FORGET_FIRST = Duration.ofMinutes(15); // who starts has other things to do

    private static final Duration REMEMBER_EVERY = Duration.ofMinutes(1);

    /** Of a job that waits for what it names. */
    private static final Duration OPEN_EVERY = Duration.ofSeconds(20);

    /** Whoever hangs is interrupted after half a minute. */
    private static final int CLOSING_SECONDS = 45;

    private static final int MOST_CLOSING = 256;

    private final Path file;
    private final ServiceHost host;
    private final PrintStream messages;
    private final Schedule schedule;
    private final FleetPlanner planner;
    private final Map<String, Member> members = new ConcurrentSkipListMap<>();
    private final Conditions conditions = new Conditions();
    private boolean isClosing;
    private volatile FleetConfig config;
    private volatile List<ObjectJob> objects = List.of();
    private List<ObjectJob> followed = List.of();
    private final FleetChanges changes;
    private volatile List<String> problems = List.of();

    /** A job as it is said, and as it is served if it ever was right. */
    record Member(FleetConfig.Job said, Optional<ServedJob> served) {
        /** Whether some process has to serve it. */
        private Optional<JobId> toServe() {
            return said.config().or(() -> served.map(ServedJob::config)).map(ForetideConfig::job);
        }
    }

    /**
     * Serves nobody yet.
     *
     * @param file what is followed
     * @param config what it says now
     * @param messages for people, of a file of one job
     */
    public Fleet(Path file, FleetConfig config, ServiceHost host, PrintStream messages) {
        this.file = file;
        this.config = config;
        this.host = host;
        this.changes = new FleetChanges(file);
        this.messages = config.isFleet() ? new PrintStream(OutputStream.nullOutputStream()) : messages;
        this.schedule = new Schedule(host.workers());
        this.planner = new FleetPlanner(config.limits(), host.replicas().map(Replicas::plan));
        say(config.problems());
        showMetrics(config);
        config.jobs().forEach(said -> {
            Member member = member(said, Optional.empty());
            members.put(said.name(), member);
            if (said.config().isEmpty()) {
                sayWrong(said, member.served());
            }
        });
    }

    /** The only job of a file of one job: whoever started the process opens it, and hears what is wrong. */
    public Optional<ServedJob> only() {
        return config.isFleet()
                ? Optional.empty()
                : members.values().stream().findFirst().flatMap(Member::served);
    }

    /** Serves all jobs of a fleet from now on, and follows the file. */
    public void start() {
        if (config.isFleet()) {
            served().forEach(job -> begin(job, Phase.of(job.config().job())));
        }
        host.replicas().ifPresent(replicas -> {
            replicas.start(new Replicas.Jobs(this::jobsToServe, this::take, this::leave));
            schedule.every(PLAN_EVERY, "standing of replica " + replicas.name(), () -> sayStanding(replicas));
        });
        schedule.every(
                Rhythm.of(PLAN_EVERY).when(() -> !config.limits().equals(FleetSettings.NONE)),
                "plan of the fleet",
                () -> planner.plan(served(), jobsToServe().size(), Instant.now()));
        schedule.every(
                Rhythm.of(FORGET_EVERY).after(FORGET_FIRST),
                "retention",
                () -> new Retention(host.shared(), config.keep()).run());
        schedule.every(Rhythm.of(REMEMBER_EVERY), "what was before", () -> served().forEach(ServedJob::remember));
        schedule.every(Rhythm.of(FOLLOW_EVERY).after(FOLLOW_EVERY), "following " + file, this::follow);
    }

    private Set<JobId> jobsToServe() {
        return members.values().stream()
                .flatMap(member -> member.toServe().stream())
                .collect(Collectors.toSet());
    }

    /** Serves a job that other replicas do not serve any more. */
    private synchronized void take(JobId job) {
        Member member = members.get(job.value());
        if (member == null || member.served().isPresent() || isClosing) {
            return; // another change was faster
        }
        Member now = member(member.said(), Optional.empty());
        members.put(job.value(), now);
        now.served().ifPresent(served -> begin(served, Phase.of(job)));
    }

    /** Serves a job no more, that another replica does. */
    private synchronized void leave(JobId job) {
        Optional<Member> member = Optional.ofNullable(members.get(job.value()));
        member.ifPresent(one -> members.put(job.value(), new Member(one.said(), Optional.empty())));
        schedule.once(Duration.ZERO, "handing over of job " + job, () -> {
            member.flatMap(Member::served).ifPresent(this::closed);
            host.replicas().ifPresent(replicas -> replicas.ended(job));
        });
    }

    private void sayStanding(Replicas replicas) {
        replicas.problem()
                .ifPresentOrElse(
                        why -> conditions.raise(
                                Condition.LEASE,
                                "replica " + replicas.name() + " acts for no job: " + why,
                                Instant.now()),
                        () -> conditions.clear(Condition.LEASE));
    }

    /** Whether a job is this process's, or will be once the replica that has it gives it back. */
    boolean isOwn(String name) {
        return host.replicas()
                .filter(replicas -> JobId.isValid(name) && !replicas.isOwn(new JobId(name)))
                .isEmpty();
    }

    /** The replica that serves a job, where there are several. */
    Optional<String> owner(Member member) {
        return host.replicas()
                .flatMap(replicas -> member.served().isPresent()
                        ? Optional.of(replicas.name())
                        : member.toServe().flatMap(replicas::owner));
    }

    JobView view(Member member) {
        return JobView.of(member.said(), member.served(), owner(member));
    }

    List<JobView> views() {
        return members.values().stream().map(this::view).toList();
    }

    /** Every job by name. */
    List<Member> members() {
        return List.copyOf(members.values());
    }

    private List<ServedJob> served() {
        return members.values().stream()
                .flatMap(member -> member.served().stream())
                .toList();
    }

    /** A job as it is said and served. */
    Optional<Member> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    Optional<ServedJob> job(String name) {
        return Optional.ofNullable(members.get(name)).flatMap(Member::served);
    }

    /** What is not as it should be with the service as a whole. */
    Conditions conditions() {
        return conditions;
    }

    /** The same, and what is not with its only job. */
    List<Condition> allConditions() {
        return Stream.concat(
                        conditions.all().stream(),
                        only().stream().flatMap(job -> job.front().conditions().all().stream()))
                .toList();
    }

    FleetConfig config() {
        return config;
    }

    int rescalesUnderWay() {
        return (int) members.values().stream()
                .filter(member -> member.served().filter(ServedJob::isRescaling).isPresent())
                .count();
    }

    /** What is wrong with the file as a whole, now. */
    List<String> problems() {
        return problems;
    }

    /** Takes over what the file says now. */
    void follow() {
        boolean isChanged = changes.any();
        if (!isChanged && objects.equals(followed) && isRight()) {
            return;
        }
        followed = objects;
        List<String> found = new ArrayList<>();
        try {
            FleetConfig next = ConfigReader.fleet(file, config.jobs());
            if (next.isFleet() != config.isFleet() || !next.hasSameService(config)) {
                found.add(file
                        + ": data, store, http, kubernetes, fleet.replica and fleet.lease are as they were when the"
                        + " service began, and so is whether it is a fleet's;"
                        + " another value takes a restart");
            } else {
                config = next;
                apply();
            }
            found.addAll(next.with(objects).problems());
        } catch (ConfigException e) {
            found.add(String.valueOf(e.getMessage()));
        }
        say(found);
    }

    /** What is wrong may become right by other files than those that are followed. */
    private boolean isRight() {
        return problems.isEmpty()
                && config.jobs().stream().allMatch(job -> job.config().isPresent());
    }

    private void say(List<String> found) {
        if (!found.equals(problems)) {
            found.forEach(problem -> log.warn("{}", problem));
        }
        problems = List.copyOf(found);
        if (found.isEmpty()) {
            conditions.clear(Condition.CONFIGURATION);
        } else {
            conditions.raise(Condition.CONFIGURATION, String.join("; ", found), Instant.now());
        }
    }

    /** Serves the jobs of exactly these objects beside those of the file from now on. */
    void accept(List<ObjectJob> said) {
        objects = List.copyOf(said);
        apply();
    }

    private synchronized void apply() {
        FleetConfig next = config.with(objects);
        Set<String> names = new HashSet<>();
        for (FleetConfig.Job said : next.jobs()) {
            names.add(said.name());
            Member before = members.get(said.name());
            if (before == null || !before.said().equals(said)) {
                change(said, Optional.ofNullable(before));
            }
        }
        members.keySet().stream().filter(name -> !names.contains(name)).toList().forEach(this::remove);
        planner.follow(next.limits());
        showMetrics(next);
    }

    private void showMetrics(FleetConfig now) {
        now.metricsOfJobs().ifPresent(most -> host.metrics().registry().show(now.byPriority(), most));
    }

    private void change(FleetConfig.Job said, Optional<Member> before) {
        Optional<ServedJob> was = before.flatMap(Member::served);
        Member now = member(said, was);
        members.put(said.name(), now);
        if (said.config().isEmpty()) {
            sayWrong(said, now.served());
            was.filter(job -> now.served().isEmpty()).ifPresent(this::end);
            return;
        }
        log.info("job {} is {}", said.name(), was.isPresent() ? "changed" : "new");
        schedule.once(Duration.ZERO, "change of job " + said.name(), () -> {
            was.ifPresent(ServedJob::close);
            now.served()
                    .ifPresent(job -> begin(
                            job, was.isPresent() ? 0 : Phase.of(job.config().job())));
        });
    }

    private static void sayWrong(FleetConfig.Job said, Optional<ServedJob> goesOn) {
        String wrong = (goesOn.isPresent() ? "goes on as it was said before: " : "is not served: ")
                + String.join("; ", said.problems());
        goesOn.ifPresent(job -> job.front().conditions().raise(Condition.CONFIGURATION, wrong, Instant.now()));
        log.warn("job {} {}", said.name(), wrong);
    }

    private void end(ServedJob job) {
        JobId name = job.config().job();
        schedule.once(Duration.ZERO, "end of job " + name, () -> closed(job));
    }

    private void closed(ServedJob job) {
        job.close();
        host.metrics().registry().forget(job.config().job());
    }

    private void remove(String name) {
        log.info("job {} is served no more", name);
        Optional.ofNullable(members.remove(name)).flatMap(Member::served).ifPresent(this::end);
    }

    private Member member(FleetConfig.Job said, Optional<ServedJob> before) {
        return new Member(
                said,
                said.config()
                        .filter(job -> host.replicas()
                                .filter(replicas -> !replicas.isHeld(job.job()))
                                .isEmpty())
                        .map(job -> before.map(one -> one.as(job))
                                .orElseGet(() -> new ServedJob(job, host, planner, messages)))
                        .or(() -> before.filter(job -> said.mayGoOn())));
    }

    private void begin(ServedJob job, double phase) {
        job.openOnceThere(phase, OPEN_EVERY);
    }

    private synchronized List<ServedJob> lastServed() {
        isClosing = true;
        return served();
    }

    /** Ends all jobs, after what is under way: nobody begins anything more, and whoever hangs is not waited for one by one. */
    @Override
    public void close() {
        schedule.beginNothing();
        List<ServedJob> jobs = lastServed();
        jobs.forEach(ServedJob::beginNothing);
        ExecutorService closing = Executors.newFixedThreadPool(Math.min(jobs.size() + 1, MOST_CLOSING));
        try {
            closing.execute(schedule::close);
            jobs.forEach(job -> closing.execute(job::close));
            closing.shutdown();
            if (!closing.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                log.warn("some jobs are still busy after {} s, and are left so", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
