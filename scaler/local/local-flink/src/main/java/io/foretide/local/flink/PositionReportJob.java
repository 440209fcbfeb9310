package io.foretide.local.flink;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.ParameterTool;

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
        ParameterTool parameters = ParameterTool.fromArgs(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setMaxParallelism(MAX_PARALLELISM);
        env.fromSource(source(parameters), WatermarkStrategy.noWatermarks(), "position-reports")
                .uid("position-reports")
                .keyBy(PositionReport::flight)
                .process(new TrackFlight(parameters.getLong("service-micros")))
                .name("track-flights")
                .uid("track-flights")
                .sinkTo(new DiscardingSink<>())
                .name("discard")
                .uid("discard");
        env.execute("position-reports");
    }

    private static KafkaSource<PositionReport> source(ParameterTool parameters) {
        return KafkaSource.<PositionReport>builder()
                .setBootstrapServers(parameters.getRequired("bootstrap"))
                .setTopics(parameters.getRequired("topic"))
                .setGroupId(parameters.getRequired("group"))
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
