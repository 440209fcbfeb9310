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
import io.foretide.scaler.app.config.ObjectJob;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Conditions;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.control.replicas.Replicas;
import io.foretide.store.StoreException;
import io.foretide.telemetry.JobId;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private final Path file;
    private final ServiceHost host;
    private final Schedule schedule;
    private final FleetPlanner planner;
    private final FleetMembers members;
    private final Conditions conditions = new Conditions();
    private volatile FleetConfig config;
    private volatile List<ObjectJob> objects = List.of();
    private List<ObjectJob> followed = List.of();
    private final FleetChanges changes;
    private volatile List<String> problems = List.of();

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
        this.schedule = new Schedule(host.workers());
        this.planner = new FleetPlanner(config.limits(), host.replicas().map(Replicas::plan));
        PrintStream heard = config.isFleet() ? new PrintStream(OutputStream.nullOutputStream()) : messages;
        this.members = new FleetMembers(host, schedule, job -> new ServedJob(job, host, planner, heard));
        say(config.problems());
        showMetrics(config);
        members.know(config.jobs());
    }

    /** The only job of a file of one job: whoever started the process opens it, and hears what is wrong. */
    public Optional<ServedJob> only() {
        return config.isFleet()
                ? Optional.empty()
                : members.all().stream().findFirst().flatMap(Member::served);
    }

    /** Serves all jobs of a fleet from now on, and follows the file. */
    public void start() {
        if (config.isFleet()) {
            members.served()
                    .forEach(job -> members.begin(job, Phase.of(job.config().job())));
        }
        host.replicas().ifPresent(replicas -> {
            replicas.start(new Replicas.Jobs(members::toServe, members::take, members::leave));
            schedule.every(PLAN_EVERY, "standing of replica " + replicas.name(), () -> sayStanding(replicas));
        });
        schedule.every(
                Rhythm.of(PLAN_EVERY).when(() -> !config.limits().equals(FleetSettings.NONE)),
                "plan of the fleet",
                withStore(
                        "there is no new plan of the fleet, the last one holds",
                        () -> planner.plan(members.served(), members.toServe().size(), Instant.now())));
        schedule.every(
                Rhythm.of(FORGET_EVERY).after(FORGET_FIRST),
                "retention",
                () -> new Retention(host.shared(), config.keep()).run());
        schedule.every(
                Rhythm.of(REMEMBER_EVERY),
                "what was before",
                withStore(
                        "what was before cannot be shown yet",
                        () -> members.served().forEach(ServedJob::remember)));
        schedule.every(Rhythm.of(FOLLOW_EVERY).after(FOLLOW_EVERY), "following " + file, this::follow);
    }

    /** Work that may find the store away, which is said once and no bug. */
    private static Runnable withStore(String trouble, Runnable work) {
        LogOnChange away = LogOnChange.warning(log, trouble);
        return () -> {
            try {
                work.run();
                away.good();
            } catch (StoreException e) {
                away.bad(trouble, String.valueOf(e.getMessage())); // whose words change while it lasts
            }
        };
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
        return members.all().stream().map(this::view).toList();
    }

    /** Every job by name. */
    List<Member> members() {
        return members.all();
    }

    /** A job as it is said and served. */
    Optional<Member> member(String name) {
        return members.find(name);
    }

    Optional<ServedJob> job(String name) {
        return members.find(name).flatMap(Member::served);
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
        return (int) members.all().stream()
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
        members.serve(next.jobs());
        planner.follow(next.limits());
        showMetrics(next);
    }

    private void showMetrics(FleetConfig now) {
        now.metricsOfJobs().ifPresent(most -> host.metrics().registry().show(now.byPriority(), most));
    }

    /** Ends all jobs, after what is under way. */
    @Override
    public void close() {
        members.close();
    }
}
