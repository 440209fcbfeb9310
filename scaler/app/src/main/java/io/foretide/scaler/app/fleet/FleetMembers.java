package io.foretide.scaler.app.fleet;

import io.foretide.inference.Schedule;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Condition;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of a fleet as they come, change and go, by what is said of them and by which replica has them. Each is begun and ended in
 * threads of the host's, and the others do not notice. Thread-safe.
 */
final class FleetMembers {
    private static final Logger log = LoggerFactory.getLogger(FleetMembers.class);

    /** Of a job that waits for what it names. */
    private static final Duration OPEN_EVERY = Duration.ofSeconds(20);

    /** Whoever hangs is interrupted after half a minute. */
    private static final int CLOSING_SECONDS = 45;

    private static final int MOST_CLOSING = 256;

    private final ServiceHost host;
    private final Schedule schedule;
    private final Function<ForetideConfig, ServedJob> serving;
    private final Map<String, Member> members = new ConcurrentSkipListMap<>();
    private boolean isClosing;

    /**
     * Knows nobody yet.
     *
     * @param schedule of what is done for the fleet, which {@link #close} ends
     * @param serving makes a job that is not open yet
     */
    FleetMembers(ServiceHost host, Schedule schedule, Function<ForetideConfig, ServedJob> serving) {
        this.host = host;
        this.schedule = schedule;
        this.serving = serving;
    }

    /** Every job by name. */
    List<Member> all() {
        return List.copyOf(members.values());
    }

    Optional<Member> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** Those that this process serves. */
    List<ServedJob> served() {
        return members.values().stream()
                .flatMap(member -> member.served().stream())
                .toList();
    }

    /** Those that some process has to serve. */
    Set<JobId> toServe() {
        return members.values().stream()
                .flatMap(member -> member.toServe().stream())
                .collect(Collectors.toSet());
    }

    /** Knows these jobs; none is begun. */
    void know(List<FleetConfig.Job> jobs) {
        for (FleetConfig.Job said : jobs) {
            Member member = member(said, Optional.empty());
            members.put(said.name(), member);
            if (said.config().isEmpty()) {
                sayWrong(member);
            }
        }
    }

    /** Begins a job, the first tick of which comes after a share of its period. */
    void begin(ServedJob job, double phase) {
        job.openOnceThere(phase, OPEN_EVERY);
    }

    /** Serves exactly these jobs from now on. */
    synchronized void serve(List<FleetConfig.Job> jobs) {
        Set<String> names = new HashSet<>();
        for (FleetConfig.Job said : jobs) {
            names.add(said.name());
            Member before = members.get(said.name());
            if (before == null || !before.said().equals(said)) {
                change(said, Optional.ofNullable(before));
            }
        }
        members.keySet().stream().filter(name -> !names.contains(name)).toList().forEach(this::remove);
    }

    private void change(FleetConfig.Job said, Optional<Member> before) {
        Optional<ServedJob> was = before.flatMap(Member::served);
        Member now = member(said, before);
        members.put(said.name(), now);
        if (said.config().isEmpty()) {
            sayWrong(now);
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

    private Member member(FleetConfig.Job said, Optional<Member> before) {
        Optional<ServedJob> was = before.flatMap(Member::served);
        if (said.config().isEmpty()) {
            Optional<Member> goesOn = before.filter(job -> said.mayGoOn());
            return new Member(said, goesOn.flatMap(Member::right), goesOn.flatMap(Member::served));
        }
        Optional<ServedJob> served = said.config()
                .filter(this::isHere)
                .map(job -> was.map(one -> one.as(job)).orElseGet(() -> serving.apply(job)));
        return new Member(said, said.config(), served);
    }

    private boolean isHere(ForetideConfig job) {
        return host.replicas().filter(replicas -> !replicas.isHeld(job.job())).isEmpty();
    }

    private static void sayWrong(Member member) {
        String wrong = (member.right().isPresent() ? "goes on as it was said before: " : "is not served: ")
                + String.join("; ", member.said().problems());
        member.served().ifPresent(job -> job.front().conditions().raise(Condition.CONFIGURATION, wrong, Instant.now()));
        log.warn("job {} {}", member.said().name(), wrong);
    }

    /** Serves a job that other replicas do not serve any more. */
    synchronized void take(JobId job) {
        Member member = members.get(job.value());
        if (member == null || member.served().isPresent() || isClosing) {
            return; // another change was faster
        }
        Optional<ServedJob> taken = member.right().filter(this::isHere).map(serving);
        Member now = new Member(member.said(), member.right(), taken);
        members.put(job.value(), now);
        if (now.said().config().isEmpty()) {
            sayWrong(now);
        }
        now.served().ifPresent(served -> begin(served, Phase.of(job)));
    }

    /** Serves a job no more, that another replica does. */
    synchronized void leave(JobId job) {
        Optional<Member> member = find(job.value());
        member.ifPresent(one -> members.put(job.value(), one.unserved()));
        schedule.once(Duration.ZERO, "handing over of job " + job, () -> {
            member.flatMap(Member::served).ifPresent(this::closed);
            host.replicas().ifPresent(replicas -> replicas.ended(job));
        });
    }

    private void remove(String name) {
        log.info("job {} is served no more", name);
        Optional.ofNullable(members.remove(name)).flatMap(Member::served).ifPresent(this::end);
    }

    private void end(ServedJob job) {
        schedule.once(Duration.ZERO, "end of job " + job.config().job(), () -> closed(job));
    }

    private void closed(ServedJob job) {
        job.close();
        host.metrics().registry().forget(job.config().job());
    }

    private synchronized List<ServedJob> lastServed() {
        isClosing = true;
        return served();
    }

    /** Ends all jobs, after what is under way: nobody begins anything more, and whoever hangs is not waited for one by one. */
    void close() {
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
