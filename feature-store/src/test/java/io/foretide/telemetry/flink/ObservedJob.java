package io.foretide.telemetry.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** A job as it can be observed through Flink's REST interface, with vertices of any kind, at any time since it began to run. */
public final class ObservedJob {
    private static final long BEGUN = 1_800_000_000_000L;

    private final List<Vertex> vertices = new ArrayList<>();

    /**
     * A source operator.
     *
     * @param recordsPerSecond that all its readers read
     * @param lag records waiting, by seconds
     * @param counter its counter of records
     * @param pending its metrics of what waits
     */
    private record Operator(
            String scope, double recordsPerSecond, DoubleUnaryOperator lag, String counter, List<String> pending) {}

    /** A vertex, changed by the methods that follow its creation. */
    public static final class Vertex {
        private final String id;
        private final String name;
        private final List<String> inputs;
        private final List<Operator> operators = new ArrayList<>();
        private int parallelism = 4;
        private int maxParallelism = 128;
        private int finished;
        private String group = "g0";
        private double[] busy = {0.6};
        private double backpressured;
        private double recordsPerSecond = 1_000;
        private double partitions;

        private Vertex(String id, String name, List<String> inputs) {
            this.id = id;
            this.name = name;
            this.inputs = inputs;
        }

        /** A source operator that reports its lag. */
        public Vertex reads(String scope, double recordsPerSecond, DoubleUnaryOperator lag) {
            return reads(scope, recordsPerSecond, lag, "numRecordsIn", "pendingRecords");
        }

        /** A source operator with these metrics. */
        public Vertex reads(
                String scope, double recordsPerSecond, DoubleUnaryOperator lag, String counter, String... pending) {
            operators.add(new Operator(scope, recordsPerSecond, lag, counter, List.of(pending)));
            return this;
        }

        public Vertex parallelism(int subtasks, int most) {
            parallelism = subtasks;
            maxParallelism = most;
            return this;
        }

        /** Some subtasks, the last ones, have read all there was. */
        public Vertex finished(int subtasks) {
            finished = subtasks;
            return this;
        }

        public Vertex group(String slotSharingGroup) {
            group = slotSharingGroup;
            return this;
        }

        /** Busy share, of all subtasks or of each. */
        public Vertex busy(double... shares) {
            busy = shares;
            return this;
        }

        public Vertex backpressured(double share) {
            backpressured = share;
            return this;
        }

        public Vertex takes(double perSecond) {
            recordsPerSecond = perSecond;
            return this;
        }

        public Vertex partitions(int count) {
            partitions = count;
            return this;
        }
    }

    /** A new vertex that these others feed. */
    public Vertex vertex(String id, String name, String... inputs) {
        Vertex vertex = new Vertex(id, name, List.of(inputs));
        vertices.add(vertex);
        return vertex;
    }

    /** Makes {@code flink} answer as it would after so many seconds. */
    public void show(FakeFlink flink, int seconds) {
        flink.answers.put("/jobs/11", """
                {"jid":"11","name":"orders","state":"RUNNING","now":%d,"timestamps":{"RUNNING":%d},
                 "vertices":[%s],"plan":{"nodes":[%s]}}
                """.formatted(
                        BEGUN + 1_000L * seconds,
                        BEGUN,
                        vertices.stream().map(ObservedJob::json).collect(Collectors.joining(",")),
                        vertices.stream().map(ObservedJob::node).collect(Collectors.joining(","))));
        for (Vertex vertex : vertices) {
            for (int i = 0; i < vertex.parallelism - vertex.finished; i++) {
                show(flink, vertex, i, seconds);
            }
        }
    }

    private static void show(FakeFlink flink, Vertex vertex, int subtask, int seconds) {
        double millis = 1_000.0 * seconds;
        double busy = vertex.busy[Math.min(subtask, vertex.busy.length - 1)];
        flink.times(
                vertex.id,
                subtask,
                millis * busy,
                millis * (1 - busy - vertex.backpressured),
                millis * vertex.backpressured);
        double share = 1.0 / (vertex.parallelism - vertex.finished);
        flink.put(vertex.id, subtask + ".numRecordsIn", vertex.recordsPerSecond * share * seconds);
        for (Operator operator : vertex.operators) {
            String scope = subtask + "." + operator.scope() + ".";
            flink.put(vertex.id, scope + "numRecordsIn", 0);
            flink.put(vertex.id, scope + operator.counter(), operator.recordsPerSecond() * share * seconds);
            for (String metric : operator.pending()) {
                flink.put(
                        vertex.id,
                        scope + metric,
                        operator.lag().applyAsDouble(seconds)
                                * share
                                / operator.pending().size());
            }
            if (vertex.partitions > 0) {
                flink.put(
                        vertex.id,
                        scope + "KafkaSourceReader.KafkaConsumer.assigned-partitions",
                        vertex.partitions * share);
            }
        }
    }

    private static String json(Vertex vertex) {
        return """
                {"id":"%s","name":"%s","maxParallelism":%d,"parallelism":%d,"start-time":%d,"slotSharingGroupId":"%s",
                 "tasks":{"RUNNING":%d,"FINISHED":%d}}""".formatted(
                        vertex.id,
                        vertex.name,
                        vertex.maxParallelism,
                        vertex.parallelism,
                        BEGUN,
                        vertex.group,
                        vertex.parallelism - vertex.finished,
                        vertex.finished);
    }

    private static String node(Vertex vertex) {
        return vertex.inputs.stream()
                .map(input -> "{\"id\":\"" + input + "\"}")
                .collect(Collectors.joining(",", "{\"id\":\"" + vertex.id + "\",\"inputs\":[", "]}"));
    }
}
