package io.foretide.scaler.app.fleet;

import com.sun.management.OperatingSystemMXBean;
import io.foretide.process.JavaProgram;
import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.telemetry.JobId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A service of many jobs on one machine, each of which has a Flink of its own to pretend, in a process apart: {@code JOBS WARM_UP_MINUTES
 * MINUTES FOLDER [HISTORY_MINUTES [STORE]]}. Every job is opened, ticked and forecast as {@code foretide serve} does it; after the
 * warm-up the minutes are measured and printed as JSON. So many minutes of history are stored before; the store is a file in the
 * folder, which must be new, unless an address {@code jdbc:postgresql:...} is given.
 */
public final class FleetCampaign {
    private static final int PORTS = 100;
    private static final double MB = 1 << 20;

    private FleetCampaign() {}

    public static void main(String[] arguments) throws Exception {
        int jobs = Integer.parseInt(arguments[0]);
        Duration warmUp = Duration.ofMinutes(Long.parseLong(arguments[1]));
        Duration measured = Duration.ofMinutes(Long.parseLong(arguments[2]));
        Path folder = Files.createDirectory(Path.of(arguments[3]));
        int history = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 0;
        Optional<String> store = arguments.length > 5 ? Optional.of(arguments[5]) : Optional.empty();
        Process flinks = flinks();
        try (Opened opened = new Opened()) {
            Path file = said(folder, jobs, store, ports(flinks));
            FleetConfig config = ConfigReader.fleet(file);
            DataFolder data = new DataFolder(Files.createDirectories(config.data()));
            Stores stores = opened.keep(Stores.open(config.store()));
            remember(stores.featureStore(), jobs, history);
            double before = heapMb();
            ServiceHost host = ServiceHost.open(data, stores, opened);
            Fleet fleet = opened.keep(new Fleet(file, config, host, System.err));
            HttpServerRunner server = opened.keep(
                    HttpServerRunner.listen("127.0.0.1", 0, 1, vertx -> new ServiceRoutes(vertx, fleet, host)));
            System.err.println(jobs + " jobs at http://127.0.0.1:" + server.port() + "/, process "
                    + ProcessHandle.current().pid());
            fleet.start();
            TickRecord ticks = new TickRecord(fleet, Duration.ofMinutes(1));
            ticks.follow(warmUp);
            Cost begun = Cost.now(flinks, config.data());
            ticks.begin();
            ticks.follow(measured);
            Cost spent = Cost.now(flinks, config.data()).since(begun);
            print(jobs, measured, ticks, spent, before);
        } finally {
            flinks.destroy();
        }
    }

    /** In a process of its own, so that its time is known. */
    private static Process flinks() throws IOException {
        return new ProcessBuilder(
                        JavaProgram.java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandInFlinks.class.getName(),
                        String.valueOf(PORTS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String[] ports(Process flinks) throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(flinks.getInputStream(), StandardCharsets.UTF_8));
        String line;
        do { // a logger may introduce itself before
            line = Objects.requireNonNull(said.readLine(), "the pretended Flinks have not begun");
        } while (!line.matches("[\\d ]+"));
        return line.split(" ");
    }

    private static String name(int job) {
        return String.format(Locale.ROOT, "job-%05d", job);
    }

    private static Path said(Path folder, int jobs, Optional<String> store, String[] ports) throws IOException {
        Path each = Files.createDirectory(folder.resolve("jobs.d"));
        for (int job = 0; job < jobs; job++) {
            Files.writeString(
                    each.resolve(name(job) + ".yaml"),
                    "job: " + name(job) + "\nflink: {rest: 'http://127.0.0.1:" + ports[job % ports.length] + "/j/" + job
                            + "'}\n");
        }
        return Files.writeString(folder.resolve("fleet.yaml"), """
                data: %s
                %s
                defaults:
                  target: {type: dry-run, taskManagers: 2}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 20}
                jobs: {from: jobs.d/}
                """.formatted(
                        folder.resolve("data"),
                        store.map(address -> "store: " + address).orElse("")));
    }

    /** The last minutes of every job, as the pretended Flinks would have told them. */
    private static void remember(FeatureStore store, int jobs, int minutes) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        for (int job = 0; job < jobs && minutes > 0; job++) {
            StandInFlink flink = StandInFlink.of(job);
            List<FeatureRow> rows = IntStream.range(0, minutes)
                    .mapToObj(i -> end.minus(minutes - i, ChronoUnit.MINUTES))
                    .map(minute -> row(minute, flink.recordsPerSecond(minute)))
                    .toList();
            store.appendAll(new JobId(name(job)), rows);
        }
    }

    private static FeatureRow row(Instant minute, double demand) {
        return new FeatureRow(
                minute,
                Map.of(
                        Features.DEMAND,
                        demand,
                        Features.RECORDS_IN,
                        demand,
                        Features.RECORDS_OUT,
                        demand / 10,
                        Features.BUSY,
                        demand / 4_000,
                        Features.LAG,
                        0.0));
    }

    private static double heapMb() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MB;
    }

    /**
     * What was spent so far.
     *
     * @param service CPU seconds of this process
     * @param flinks CPU seconds of those it looks at
     * @param compiler CPU seconds of that for compiling what is new to the JVM
     * @param bytes of the store's files
     */
    private record Cost(double service, double flinks, double compiler, long bytes) {
        static Cost now(Process flinks, Path data) throws IOException {
            double own = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getProcessCpuTime()
                    / 1e9;
            Duration others = flinks.info().totalCpuDuration().orElseThrow();
            return new Cost(own, others.toMillis() / 1e3, compiling(), bytes(data));
        }

        private static long bytes(Path data) throws IOException {
            try (Stream<Path> files = Files.list(data)) {
                return files.filter(file -> file.toString().endsWith(".db"))
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            }
        }

        /** Linux alone tells: the threads of the compiler are not the JVM's own to count. */
        private static double compiling() throws IOException {
            double seconds = 0;
            try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
                for (Path thread : threads.toList()) {
                    String told = Files.readString(thread.resolve("stat"));
                    if (told.contains("(C1 Compiler") || told.contains("(C2 Compiler")) {
                        String[] fields =
                                told.substring(told.lastIndexOf(')') + 2).split(" ");
                        seconds += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
                    }
                }
            } catch (java.nio.file.NoSuchFileException e) {
                return seconds; // one that has just ended
            }
            return seconds;
        }

        Cost since(Cost before) {
            return new Cost(
                    service - before.service, flinks - before.flinks, compiler - before.compiler, bytes - before.bytes);
        }
    }

    private static void print(int jobs, Duration measured, TickRecord ticks, Cost spent, double heapBefore)
            throws Exception {
        double minutes = measured.toMillis() / 60e3;
        double[] seconds = ticks.seconds();
        double heap = heapMb();
        System.err.println(histogram());
        System.out.printf(
                Locale.ROOT,
                """
                {"jobs": %d, "minutes": %.1f, "ticks": %d, "ticksPerMinute": %.0f, "late": %d, "missing": %d,
                 "tickSeconds": {"p50": %.3f, "p99": %.3f, "max": %.3f}, "forecastsPerMinute": %.0f,
                 "cpuMillisPerTick": %.2f, "ofThatCompiling": %.2f, "cpuCores": %.2f, "standInCpuMillisPerTick": %.2f,
                 "heapMb": %.0f, "heapKbPerJob": %.0f, "bytesPerJobAndDay": %.0f, "threads": %d, "peakThreads": %d}
                """,
                jobs,
                minutes,
                ticks.count(),
                ticks.count() / minutes,
                ticks.late(),
                ticks.missing(),
                quantile(seconds, 0.5),
                quantile(seconds, 0.99),
                quantile(seconds, 1),
                ticks.forecasts() / minutes,
                spent.service() * 1e3 / ticks.count(),
                spent.compiler() * 1e3 / ticks.count(),
                spent.service() / measured.toSeconds(),
                spent.flinks() * 1e3 / ticks.count(),
                heap,
                (heap - heapBefore) * 1024 / jobs,
                spent.bytes() / minutes * Duration.ofDays(1).toMinutes() / jobs,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getThreadMXBean().getPeakThreadCount());
    }

    private static double quantile(double[] values, double level) {
        Arrays.sort(values);
        return values.length == 0 ? 0 : values[(int) Math.min(values.length - 1, Math.floor(level * values.length))];
    }

    /** The classes that take most of the heap. */
    private static String histogram() throws Exception {
        String all = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new javax.management.ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return all.lines().limit(43).reduce("", (before, line) -> before + line + "\n");
    }
}
