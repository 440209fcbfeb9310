package io.foretide.local.flink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;

/**
 * Small jobs of shapes that are hard to measure, whose load and service times are known.
 *
 * <p>Arguments: {@code --shape NAME --bootstrap HOST:PORT --topic NAME --service-micros N}, and {@code --parallelism N}
 * where it is not the cluster's. The topic's records are keys.
 */
public final class TrialJob {
    private static final int MAX_PARALLELISM = 120;
    private static final int CAP = 2;
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final double GENERATED_PER_SECOND = 60;

    private final StreamExecutionEnvironment env;
    private final JobArguments arguments;
    private final long serviceMicros;

    private TrialJob(StreamExecutionEnvironment env, JobArguments arguments) {
        this.env = env;
        this.arguments = arguments;
        this.serviceMicros = arguments.number("service-micros");
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobArguments arguments = JobArguments.of(args);
        env.setMaxParallelism(MAX_PARALLELISM);
        arguments.find("parallelism").map(Integer::valueOf).ifPresent(env::setParallelism);
        new TrialJob(env, arguments).build(arguments.text("shape")).sinkTo(new DiscardingSink<>());
        env.execute("trial");
    }

    private DataStream<String> build(String shape) {
        return switch (shape) {
            case "plain", "hot-key" -> work(kafka("records", ""));
            case "apart" -> apart(kafka("records", ""));
            case "capped" -> {
                env.setMaxParallelism(CAP);
                yield work(kafka("records", ""));
            }
            case "silent" -> work(silent());
            case "generated" -> work(generated());
            case "joined" -> work(kafka("cheap", ""), kafka("costly", "-costly"));
            case "slow-sink" ->
                kafka("records", "")
                        .rebalance()
                        .map(new Work<>(serviceMicros))
                        .name("slow-sink")
                        .setParallelism(1)
                        .setMaxParallelism(1);
            case "bursts" ->
                kafka("records", "")
                        .keyBy(key -> key)
                        .window(TumblingProcessingTimeWindows.of(WINDOW))
                        .process(new WindowWork(serviceMicros))
                        .name("windows");
            default -> throw new IllegalArgumentException("--shape " + shape + ": there is none of that name");
        };
    }

    private DataStream<String> kafka(String name, String suffix) {
        return env.fromSource(source("trial", suffix), WatermarkStrategy.noWatermarks(), name);
    }

    private DataStream<String> silent() {
        return env.fromSource(new SilentSource(source("silent", "")), WatermarkStrategy.noWatermarks(), "records");
    }

    private KafkaSource<String> source(String group, String suffix) {
        return KafkaSource.<String>builder()
                .setBootstrapServers(arguments.text("bootstrap"))
                .setTopics(arguments.text("topic") + suffix)
                .setGroupId(group + suffix)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new SimpleStringSchema(StandardCharsets.UTF_8))
                .setProperty("max.poll.records", "50")
                .setProperty("max.partition.fetch.bytes", "8192")
                .build();
    }

    private DataStream<String> generated() {
        return env.fromSource(
                new DataGeneratorSource<>(
                        number -> "key" + number % 997,
                        Long.MAX_VALUE,
                        RateLimiterStrategy.perSecond(GENERATED_PER_SECOND),
                        Types.STRING),
                WatermarkStrategy.noWatermarks(),
                "generator");
    }

    private DataStream<String> work(DataStream<String> records) {
        return records.keyBy(key -> key)
                .map(new Work<>(serviceMicros))
                .name("work")
                .setDescription("work");
    }

    /** The work in slots of its own, beside those of the source, which has hardly anything to do. */
    private DataStream<String> apart(DataStream<String> records) {
        return records.keyBy(key -> key)
                .map(new Work<>(serviceMicros))
                .name("work")
                .setDescription("work")
                .slotSharingGroup("work");
    }

    private DataStream<String> work(DataStream<String> cheap, DataStream<String> costly) {
        return cheap.keyBy(key -> key)
                .connect(costly.keyBy(key -> key))
                .map(new JoinWork(serviceMicros))
                .name("join");
    }
}
