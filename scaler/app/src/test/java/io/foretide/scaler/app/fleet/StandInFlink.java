package io.foretide.scaler.app.fleet;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a Flink in Reactive Mode answers that runs one job of a Kafka source and an aggregation, on two TaskManagers with two slots
 * each. Its load has a daily course of its own; as in Flink, counters are read anew at most every ten seconds, once somebody
 * asks. Thread-safe.
 */
final class StandInFlink {
    private static final Map<Integer, StandInFlink> ALL = new ConcurrentHashMap<>();
    private static final int SUBTASKS = 4;
    private static final long RENEWED_MILLIS = 10_000;
    private static final long BEGUN = System.currentTimeMillis() - 3_600_000;
    private static final double DAY_SECONDS = 86_400;
    private static final double PER_SLOT = 1_000;
    private static final String SCOPE = "Source__orders";

    private static final String CONFIG = """
            [{"key":"scheduler-mode","value":"reactive"},{"key":"high-availability.type","value":"kubernetes"},\
            {"key":"heartbeat.interval","value":"1 s"},{"key":"heartbeat.timeout","value":"30 s"},\
            {"key":"metrics.fetcher.update-interval","value":"10000"}]""";
    private static final String OVERVIEW = """
            {"taskmanagers":2,"slots-total":4,"slots-available":0,"jobs-running":1,"jobs-finished":0,"jobs-cancelled":0,\
            "jobs-failed":0,"flink-version":"2.3.0","flink-commit":"0a1b2c3"}""";

    private final String id;
    private final String source;
    private final String count;
    private final double mean;
    private final double phase;
    private long renewed;

    private StandInFlink(int number) {
        id = String.format(Locale.ROOT, "%032x", 0xF0000000L + number);
        source = String.format(Locale.ROOT, "%032x", 0xA0000000L + number);
        count = String.format(Locale.ROOT, "%032x", 0xB0000000L + number);
        mean = 500 + number * 7919L % 2_000;
        phase = number * 2_654_435_761L % 86_400;
    }

    static StandInFlink of(int number) {
        return ALL.computeIfAbsent(number, StandInFlink::new);
    }

    /** The body for a path; empty if there is no such path. */
    Optional<String> answer(String path, String query, long now) {
        return switch (path) {
            case "/overview" -> Optional.of(OVERVIEW);
            case "/jobs/overview" -> Optional.of(overview(now));
            case "/jobmanager/config" -> Optional.of(CONFIG);
            case "/taskmanagers" ->
                Optional.of("{\"taskmanagers\":[" + taskManager(1, now) + "," + taskManager(2, now) + "]}");
            case "/taskmanagers/metrics" ->
                Optional.of("[{\"id\":\"Status.JVM.CPU.Load\",\"min\":0.21,\"avg\":0.34},"
                        + "{\"id\":\"Status.JVM.GarbageCollector.All.TimeMsPerSecond\",\"min\":1.0,\"avg\":3.0}]");
            default -> ofJob(path, query, now);
        };
    }

    private Optional<String> ofJob(String path, String query, long now) {
        String root = "/jobs/" + id;
        if (!path.startsWith(root)) {
            return Optional.empty();
        }
        return switch (path.substring(root.length())) {
            case "" -> Optional.of(detail(now));
            case "/checkpoints" -> Optional.of(checkpoints(now));
            case "/rescales/overview" -> Optional.of("{\"latest\":{}}");
            default -> path.startsWith(root + "/vertices/") ? metrics(path, query, now) : Optional.empty();
        };
    }

    private String overview(long now) {
        return """
                {"jobs":[{"jid":"%s","name":"orders","state":"RUNNING","start-time":%d,"end-time":-1,"duration":%d,\
                "last-modification":%d,"tasks":{"running":8,"total":8},"schedulerType":"Adaptive"}]}""".formatted(id, BEGUN, now - BEGUN, BEGUN);
    }

    private static String taskManager(int number, long now) {
        return """
                {"id":"10.0.0.%d:6122-a0b1c2","path":"pekko.tcp://flink@10.0.0.%d:6122/user/rpc/taskmanager_0","dataPort":37137,\
                "jmxPort":-1,"timeSinceLastHeartbeat":%d,"slotsNumber":2,"freeSlots":0,"totalResource":{"cpuCores":2.0,\
                "taskHeapMemory":383,"taskOffHeapMemory":0,"managedMemory":512,"networkMemory":128}}""".formatted(number, number, now);
    }

    private String detail(long now) {
        return """
                {"jid":"%s","name":"orders","isStoppable":false,"state":"RUNNING","job-type":"STREAMING","start-time":%d,\
                "end-time":-1,"duration":%d,"maxParallelism":128,"now":%d,"timestamps":{"CREATED":%d,"RUNNING":%d},\
                "vertices":[%s,%s],"status-counts":{"RUNNING":2},"plan":{"jid":"%s","name":"orders","type":"STREAMING",\
                "nodes":[{"id":"%s","parallelism":4,"operator":"","description":"count","inputs":[{"num":0,"id":"%s",\
                "ship_strategy":"HASH","exchange":"pipelined_bounded"}]},{"id":"%s","parallelism":4}]}}""".formatted(
                        id,
                        BEGUN,
                        now - BEGUN,
                        now,
                        BEGUN,
                        BEGUN,
                        vertex(source, "Source: orders", now),
                        vertex(count, "count", now),
                        id,
                        count,
                        source,
                        source);
    }

    private static String vertex(String id, String name, long now) {
        return """
                {"id":"%s","slotSharingGroupId":"0f0e0d0c0b0a09080706050403020100","name":"%s","maxParallelism":128,"parallelism":4,\
                "status":"RUNNING","start-time":%d,"end-time":-1,"duration":%d,"tasks":{"CREATED":0,"SCHEDULED":0,"DEPLOYING":0,\
                "RUNNING":4,"FINISHED":0,"CANCELING":0,"CANCELED":0,"FAILED":0,"RECONCILING":0,"INITIALIZING":0},"metrics":\
                {"read-bytes":0,"read-bytes-complete":true,"write-bytes":1234567,"write-bytes-complete":true,"read-records":0,\
                "read-records-complete":true,"write-records":7654321,"write-records-complete":true}}""".formatted(id, name, BEGUN, now - BEGUN);
    }

    private static String checkpoints(long now) {
        long last = now - now % 10_000;
        return """
                {"counts":{"restored":0,"total":360,"in_progress":0,"completed":360,"failed":0},"latest":{"completed":{\
                "className":"completed","id":360,"status":"COMPLETED","is_savepoint":false,"trigger_timestamp":%d,\
                "latest_ack_timestamp":%d,"state_size":123456,"end_to_end_duration":120,"num_subtasks":8,\
                "num_acknowledged_subtasks":8,"checkpoint_type":"CHECKPOINT"},"savepoint":null,"failed":null,"restored":null}}""".formatted(last, last + 120);
    }

    private Optional<String> metrics(String path, String query, long now) {
        boolean ofSource = path.contains(source);
        if (path.endsWith("/subtasks/metrics")) {
            return Optional.of((ofSource
                            ? Arrays.stream(new String[] {
                                "numRecordsIn",
                                "numRecordsOut",
                                SCOPE + ".numRecordsIn",
                                SCOPE + ".numRecordsOut",
                                SCOPE + ".pendingRecords",
                                "accumulateBusyTimeMs"
                            })
                            : Arrays.stream(new String[] {"numRecordsIn", "numRecordsOut", "accumulateBusyTimeMs"}))
                    .map(name -> "{\"id\":\"" + name + "\"}")
                    .collect(Collectors.joining(",", "[", "]")));
        }
        double seconds = (fetched(now) - BEGUN) / 1_000.0;
        StringBuilder body = new StringBuilder("[");
        for (String name : query.substring(query.indexOf('=') + 1).split(",")) {
            value(name.substring(name.indexOf('.') + 1), ofSource, seconds)
                    .ifPresent(value -> body.append(body.length() > 1 ? "," : "")
                            .append("{\"id\":\"")
                            .append(name)
                            .append("\",\"value\":\"")
                            .append(value)
                            .append("\"}"));
        }
        return Optional.of(body.append(']').toString());
    }

    /** When what is told now was read; who asks later than that makes it be read again, for the next who asks. */
    private synchronized long fetched(long now) {
        long told = renewed == 0 ? now : renewed;
        if (now - told >= RENEWED_MILLIS || renewed == 0) {
            renewed = now;
        }
        return told;
    }

    private Optional<String> value(String metric, boolean ofSource, double seconds) {
        double records = records(seconds) / SUBTASKS;
        double busy = records / PER_SLOT * (ofSource ? 100 : 1_000);
        return switch (metric) {
            case "accumulateBusyTimeMs" -> Optional.of(whole(busy));
            case "accumulateIdleTimeMs" -> Optional.of(whole(seconds * 1_000 - busy));
            case "accumulateBackPressuredTimeMs" -> Optional.of("0");
            case "numRecordsIn" -> Optional.of(ofSource ? "0" : whole(records));
            case "numRecordsOut" -> Optional.of(ofSource ? whole(records) : whole(records / 10));
            case SCOPE + ".numRecordsIn" -> Optional.of(whole(records));
            case SCOPE + ".pendingRecords" -> Optional.of("0");
            default -> Optional.empty();
        };
    }

    private static String whole(double value) {
        return Long.toString(Math.round(value));
    }

    /** What comes at an instant. */
    double recordsPerSecond(Instant time) {
        double seconds = (time.toEpochMilli() - BEGUN) / 1_000.0;
        return mean * (1 + Math.sin(2 * Math.PI / DAY_SECONDS * (seconds + phase)) / 2);
    }

    /** All that has come since it began: the integral of a mean with a daily course of half its size. */
    private double records(double seconds) {
        double turn = 2 * Math.PI / DAY_SECONDS;
        return mean * (seconds + (Math.cos(turn * phase) - Math.cos(turn * (seconds + phase))) / 2 / turn);
    }
}
