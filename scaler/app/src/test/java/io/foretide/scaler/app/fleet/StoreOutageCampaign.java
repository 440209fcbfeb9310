package io.foretide.scaler.app.fleet;

import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.DecisionLog;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.store.DataFolder;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreException;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.FakeFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fleet whose PostgreSQL goes away for some time and comes back: what is missing afterwards, and what its return looks like. Run by
 * hand: {@code StoreOutageCampaign JOBS SECONDS}.
 */
final class StoreOutageCampaign {
    private static final Duration TICK = Duration.ofSeconds(30);
    private static final Duration BEFORE = Duration.ofSeconds(100);
    private static final Duration AFTER = Duration.ofSeconds(100);

    private final PostgresServer postgres;
    private final List<JobId> jobs;
    private final Opened opened = new Opened();
    private Fleet fleet;
    private Stores stores;
    private @Nullable Duration recovered;

    private StoreOutageCampaign(PostgresServer postgres, int jobs) {
        this.postgres = postgres;
        this.jobs =
                IntStream.range(0, jobs).mapToObj(i -> new JobId("job-" + i)).toList();
    }

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            new StoreOutageCampaign(postgres, Integer.parseInt(arguments[0]))
                    .run(Duration.ofSeconds(Long.parseLong(arguments[1])));
        }
    }

    private void run(Duration outage) throws Exception {
        try (opened;
                FakeFlink flink = FakeFlink.tuned()) {
            serve(flink);
            Thread.sleep(BEFORE.toMillis());
            long rescales = rescales();
            Instant begin = Instant.now();
            postgres.stop();
            for (Instant end = begin.plus(outage); Instant.now().isBefore(end); ) {
                Thread.sleep(Math.min(
                        10_000, Math.max(1, Duration.between(Instant.now(), end).toMillis())));
                say("after " + Duration.between(begin, Instant.now()).toSeconds() + " s: " + failing() + " of "
                        + jobs.size() + " jobs fail, " + Thread.activeCount() + " threads");
            }
            postgres.startAgain();
            Instant back = Instant.now();
            int connections = 0;
            while (failing() > 0 || Instant.now().isBefore(back.plus(AFTER))) {
                connections = Math.max(connections, connections());
                if (failing() == 0 && recovered == null) {
                    recovered = Duration.between(back, Instant.now());
                }
                Thread.sleep(250);
            }
            say("all jobs ticked again " + (recovered == null ? "?" : recovered.toMillis()) + " ms after it was back");
            say("connections at most " + connections + "; rescales " + (rescales() - rescales));
            say("missing minutes "
                    + missing(begin.minus(BEFORE.dividedBy(2)), Instant.now().minus(TICK.multipliedBy(2)))
                    + " of all jobs together, from before the outage to after it");
        }
    }

    private void serve(FakeFlink flink) throws Exception {
        StoreAddress.Postgres address = postgres.database();
        Path folder = Files.createTempDirectory("foretide-outage");
        Path file = Files.writeString(folder.resolve("fleet.yaml"), """
                data: %s
                store: %s
                defaults:
                  tick: %ds
                  flink: {rest: '%s'}
                  target: {type: dry-run, taskManagers: 2}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 9}
                jobs:
                %s
                """.formatted(
                        folder.resolve("data"),
                        address.url(),
                        TICK.toSeconds(),
                        flink.address(),
                        jobs.stream().map(job -> "  - {job: " + job + "}").collect(Collectors.joining("\n"))));
        FleetConfig config = ConfigReader.fleet(file);
        stores = opened.keep(Stores.open(config.store(), PostgresServer.LOGIN));
        ServiceHost host = ServiceHost.open(new DataFolder(Files.createDirectories(config.data())), stores, opened);
        fleet = opened.keep(new Fleet(file, config, host, System.err));
        fleet.start();
    }

    private long failing() {
        return fleet.members().stream()
                .flatMap(member -> member.served().stream())
                .filter(job -> job.front().conditions().all().stream()
                        .anyMatch(condition -> condition.id().equals(Condition.TICK_FAILED)))
                .count();
    }

    private long rescales() {
        DecisionLog log = stores.decisionLog();
        return jobs.stream().mapToLong(job -> log.rescales(job).size()).sum();
    }

    private int connections() {
        try {
            return stores.features()
                    .with(handle -> handle.select(
                                    "select count(*) from pg_stat_activity where application_name = 'foretide'")
                            .mapTo(Integer.class)
                            .one());
        } catch (StoreException e) {
            return 0; // nobody has looked yet whether it is back
        }
    }

    private long missing(Instant from, Instant to) {
        return jobs.stream()
                .mapToLong(job -> {
                    FeatureWindow window = stores.featureStore()
                            .range(job, from.truncatedTo(ChronoUnit.MINUTES), to.truncatedTo(ChronoUnit.MINUTES));
                    return window.size() - window.column(Features.HOUR).observed();
                })
                .sum();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
