package io.foretide.datasets.replay;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.LoadUnit;
import io.foretide.datasets.Trace;
import io.foretide.datasets.TraceFormatException;
import io.foretide.datasets.TraceLoad;
import io.foretide.datasets.TraceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Sends the position reports of a trace to Kafka. Ends with 0 when all is delivered, 1 when it failed or was stopped, 2 on wrong
 * usage, 4 when Kafka cannot be reached.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Sends the position reports of a trace to Kafka: in each step, every flight in the air reports once per interval.")
public final class ReplayMain implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(4);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--bootstrap", defaultValue = "127.0.0.1:9092", description = "Kafka's address (${DEFAULT-VALUE})")
    private String bootstrap = "";

    @Option(names = "--topic", defaultValue = "position-reports", description = "topic (${DEFAULT-VALUE})")
    private String topic = "";

    @Option(
            names = "--partitions",
            defaultValue = "24",
            description = "for a topic yet to be created (${DEFAULT-VALUE})")
    private int partitions;

    @Option(names = "--from", required = true, description = "first step, such as 2001-06-13T06:30Z")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", required = true, description = "end (exclusive)")
    private Instant to = Instant.EPOCH;

    @Option(names = "--speed", defaultValue = "60", description = "trace seconds per real second (${DEFAULT-VALUE})")
    private double speed;

    @Option(
            names = "--report-interval",
            defaultValue = "10",
            description = "trace seconds between two reports of a flight (${DEFAULT-VALUE})")
    private double reportIntervalSeconds;

    @Option(
            names = "--start-at",
            description =
                    "real time of --from in epoch milliseconds: trace time = from + (now - start-at) * speed (default: once connected); the program itself needs some seconds to start")
    private @Nullable Long startAtEpochMillis;

    @Option(names = "--counts", description = "CSV file for time,records of each step delivered")
    private @Nullable Path counts;

    @Option(names = "--trace", description = "another trace file than the flights that ship (docs/traces.md)")
    private @Nullable Path trace;

    @Option(
            names = "--column",
            description = "its column of what is in the air (default: " + FlightsDataset.AIRBORNE + ")")
    private String column = FlightsDataset.AIRBORNE;

    @Option(names = "--unit", description = "counter, if the column counts all so far (default: as it is)")
    private @Nullable String unit;

    @Option(names = "--zone", description = "of its times, if they have no offset, such as Europe/Berlin")
    private @Nullable ZoneId zone;

    @Option(names = "--exit-with-stdin", description = "stop when stdin ends (when the parent process died)")
    private boolean exitWithStdin;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stop;

    public static void main(String[] args) {
        System.exit(commandLine(new ReplayMain()).execute(args));
    }

    static CommandLine commandLine(ReplayMain main) {
        return new CommandLine(main)
                .registerConverter(
                        Instant.class, text -> OffsetDateTime.parse(text).toInstant())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return failure instanceof KafkaUnreachableException ? 4 : 1;
                });
    }

    @Override
    public Integer call() throws IOException {
        try {
            return replay();
        } finally {
            finished.countDown();
        }
    }

    private int replay() throws IOException {
        Trace read = readTrace();
        int first = stepAt(read, from, "--from");
        int end = stepAt(read, to, "--to");
        PositionReportSchedule schedule = schedule(read, first, end);
        stopOnSignal();
        KafkaTopic.createIfAbsent(bootstrap, topic, partitions);
        Producer<byte[], byte[]> producer = KafkaTopic.producer(bootstrap, topic);
        ReplayClock clock = new ReplayClock(
                from, Optional.ofNullable(startAtEpochMillis).orElseGet(System::currentTimeMillis), speed);
        try (Writer out = openCounts()) {
            boolean complete = new Replay(
                            schedule,
                            clock,
                            topic,
                            producer,
                            new DeliveredCounts(out),
                            new ReplayProgress(System.err, to, clock),
                            new SystemTimer())
                    .run(first, end, () -> stop);
            System.err.println(complete ? "replay is complete" : "replay was stopped before its end");
            return complete ? 0 : 1;
        } finally {
            producer.close(CLOSE_WITHIN);
        }
    }

    private Trace readTrace() throws IOException {
        if (trace != null && counts != null && Files.exists(counts) && Files.isSameFile(trace, counts)) {
            throw usage("--counts is " + counts + ", but must be another file than --trace");
        }
        try {
            return trace == null ? FlightsDataset.load() : TraceReader.read(trace, Optional.ofNullable(zone));
        } catch (TraceFormatException e) {
            throw usage(e.getMessage());
        }
    }

    private PositionReportSchedule schedule(Trace read, int first, int end) {
        if (first >= end) {
            throw usage("--from is " + from + ", but must be before --to, which is " + to);
        }
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw usage("--speed is " + speed + ", but must be a finite number above zero");
        }
        if (!(reportIntervalSeconds >= 0.001 && reportIntervalSeconds <= 86_400)) {
            throw usage("--report-interval is " + reportIntervalSeconds + ", but must be 0.001 to 86400 seconds");
        }
        if (partitions < 1) {
            throw usage("--partitions is " + partitions + ", but must be 1 or more");
        }
        try {
            TraceLoad load = TraceLoad.of(read, Optional.of(column), unit());
            System.err.println(load.description());
            return new PositionReportSchedule(
                    read, load.repeated(), Duration.ofMillis(Math.round(reportIntervalSeconds * 1000)));
        } catch (IllegalArgumentException | TraceFormatException e) {
            throw usage(e.getMessage());
        }
    }

    private Optional<LoadUnit> unit() {
        Optional<LoadUnit> named = Optional.ofNullable(unit).flatMap(LoadUnit::named);
        if (unit != null && named.isEmpty()) {
            throw usage("--unit is " + unit + ", but must be one of " + LoadUnit.names());
        }
        return named;
    }

    private int stepAt(Trace read, Instant time, String option) {
        if (time.equals(read.end())) {
            return read.size();
        }
        try {
            int step = read.indexOf(time);
            if (!read.timeAt(step).equals(time)) {
                throw usage(
                        option + " is " + time + ", but must be the beginning of a step such as " + read.timeAt(step));
            }
            return step;
        } catch (IllegalArgumentException e) {
            throw usage(option + ": " + e.getMessage());
        }
    }

    private ParameterException usage(@Nullable String message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }

    private Writer openCounts() throws IOException {
        return counts == null ? new PrintWriter(Writer.nullWriter()) : Files.newBufferedWriter(counts);
    }

    private void stopOnSignal() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop = true;
                            try {
                                boolean unused = finished.await(2, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
        if (exitWithStdin) {
            Thread watcher = new Thread(this::stopAtEndOfStdin, "stdin");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    private void stopAtEndOfStdin() {
        try {
            while (System.in.read() >= 0) {
                // What the parent writes does not matter, only that it is alive.
            }
        } catch (IOException e) {
            System.err.println("stdin cannot be read: " + e.getMessage());
        }
        stop = true;
    }

    private static final class SystemTimer implements Replay.Timer {
        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public void pause() {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
