package io.foretide.local.flink;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The demo job: position reports of flights from Kafka, keyed by flight, with keyed state and a fixed service time per
 * record, so that the true processing rate of a slot is known: 1,000,000 / service-micros records per second.
 *
 * <p>Arguments: {@code --bootstrap HOST:PORT --topic NAME --group NAME --service-micros N}.
 */
public final class PositionReportJob {
    /** Divides evenly by 1-6, 8-10, 12, 15, 16, 18, 20 and 24 slots. */
    private static final int MAX_PARALLELISM = 720;

    private PositionReportJob() {}

    public static void main(String[] args) throws Exception {
        JobArguments arguments = JobArguments.of(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setMaxParallelism(MAX_PARALLELISM);
        env.fromSource(source(arguments), WatermarkStrategy.noWatermarks(), "position-reports")
                .uid("position-reports")
                .keyBy(PositionReport::flight)
                .process(new TrackFlight(arguments.number("service-micros")))
                .name("track-flights")
                .uid("track-flights")
                .sinkTo(new DiscardingSink<>())
                .name("discard")
                .uid("discard");
        env.execute("position-reports");
    }

    private static KafkaSource<PositionReport> source(JobArguments arguments) {
        return KafkaSource.<PositionReport>builder()
                .setBootstrapServers(arguments.text("bootstrap"))
                .setTopics(arguments.text("topic"))
                .setGroupId(arguments.text("group"))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new PositionReportSchema())
                // Small batches and fetches keep the backlog in Kafka: pendingRecords counts up to the end of a
                // partition as
                // it was at the last fetch, and a large fetch would not be used up for a minute.
                .setProperty("max.poll.records", "50")
                .setProperty("max.partition.fetch.bytes", "8192")
                .build();
    }
}
