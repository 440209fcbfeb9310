package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.inference.Schedule;
import io.foretide.scaler.app.Announced;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.TargetKind;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.LivingFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Three jobs that live and together want more slots than there are; some nine minutes, so run by hand. */
class FleetBudgetCampaign {
    private static final double RECORDS_PER_SECOND_PER_SLOT = 100;
    private static final int MAX_SLOTS = 14;

    private static final Map<String, Living> JOBS = new ConcurrentHashMap<>();

    @RegisterExtension
    final Announced announced = new Announced(TargetKind.class, LivingKind.class);

    @TempDir
    Path folder;

    private final Opened opened = new Opened();
    private final AtomicInteger mostSlots = new AtomicInteger();

    /** A job and how many TaskManagers are asked for. */
    private record Living(LivingFlink flink, double recordsPerSecond, AtomicInteger taskManagers)
            implements ScalingTarget {
        void live() {
            flink.live(recordsPerSecond, taskManagers.get());
        }

        @Override
        public TargetSnapshot read() {
            return TargetSnapshot.of(taskManagers.get());
        }

        @Override
        public Answer scaleTo(int wanted, TargetSnapshot seen) {
            taskManagers.set(wanted);
            return new Applied();
        }
    }

    private record LivingSettings(String name) implements TargetSettings {
        @Override
        public ScalingTarget open(TargetContext context) {
            return JOBS.get(name);
        }
    }

    /** Names a job of this test. */
    public static final class LivingKind implements TargetKind {
        private static final Key<String> NAME = Key.required("name", Codecs.text("a name"), "which");

        @Override
        public String type() {
            return "living";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(NAME);
        }

        @Override
        public TargetSettings read(Values values) {
            return new LivingSettings(values.get(NAME));
        }
    }

    @BeforeEach
    void clear() {
        JOBS.clear();
    }

    @AfterEach
    void close() {
        opened.close();
    }

    /** Of two TaskManagers with two slots each, as all begin. */
    private void job(String name, double recordsPerSecond) {
        LivingFlink flink = opened.keep(new LivingFlink(2, RECORDS_PER_SECOND_PER_SLOT));
        JOBS.put(name, new Living(flink, recordsPerSecond, new AtomicInteger(2)));
    }

    private static String said(String name, int priority) {
        return "  - {job: %s, priority: %d, flink: {rest: '%s'}, target: {name: %s}}\n"
                .formatted(name, priority, JOBS.get(name).flink().address(), name);
    }

    private Fleet serve(String jobs) throws IOException {
        Path file = Files.writeString(
                folder.resolve("fleet.yaml"), """
                data: %s
                fleet: {maxSlots: %d, rescalesAtOnce: 1}
                defaults:
                  tick: 10s
                  target: {type: living}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 8, initialRecordsPerSecondPerSlot: 100}
                jobs:
                """.formatted(folder.resolve("data"), MAX_SLOTS) + jobs);
        DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        Stores stores = opened.keep(Stores.open(new StoreAddress.Sqlite(data.features())));
        ServiceHost host = ServiceHost.open(data, stores, opened);
        Fleet fleet = opened.keep(new Fleet(file, ConfigReader.fleet(file), host, System.err));
        Schedule life = opened.keep(new Schedule(host.workers()));
        life.every(Duration.ofMillis(500), "life of the jobs", () -> {
            JOBS.values().forEach(Living::live);
            mostSlots.accumulateAndGet(slots(), Math::max);
        });
        fleet.start();
        return fleet;
    }

    private static int slots() {
        return JOBS.values().stream()
                .mapToInt(job -> 2 * job.taskManagers().get())
                .sum();
    }

    private static Optional<TickReport> newest(Fleet fleet, String job) {
        return fleet.job(job).flatMap(ServedJob::newest);
    }

    private static String reason(Fleet fleet, String job) {
        return newest(fleet, job).map(TickReport::sentence).orElse("");
    }

    @Test
    void theJobOfLowPriorityGetsWhatTheOthersLeave() throws IOException {
        job("gold", 800);
        job("silver", 250);
        job("bronze", 900);
        Fleet fleet = serve(said("gold", 90) + said("silver", 50) + said("bronze", 10));
        Awaitility.await()
                .atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertThat(JOBS.get("gold").taskManagers().get())
                            .as(() -> JOBS.keySet().stream()
                                    .map(name -> name + ": " + reason(fleet, name))
                                    .collect(Collectors.joining("\n")))
                            .isGreaterThanOrEqualTo(4);
                    assertThat(reason(fleet, "bronze")).contains("the fleet may use 14 slots");
                });
        assertThat(mostSlots.get()).isLessThanOrEqualTo(MAX_SLOTS);
        assertThat(JOBS.get("bronze").taskManagers().get()).isBetween(1, 2);
        assertThat(FleetSums.of(fleet).maxSlots()).hasValue(MAX_SLOTS);
    }
}
