package io.foretide.local.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Counts records by key in windows of event time and writes the counts in transactions: what is lost or counted twice in a
 * rescale shows in its output. Records are texts whose Kafka timestamp is their event time, the key what stands before the first
 * comma; counts are texts {@code key,start of the window,count}.
 *
 * <p>Arguments: {@code --bootstrap HOST:PORT --topic NAME --group NAME --counts TOPIC}.
 */
public final class WindowedCountsJob {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration OUT_OF_ORDER = Duration.ofMillis(200);

    private WindowedCountsJob() {}

    public static void main(String[] args) throws Exception {
        JobArguments arguments = JobArguments.of(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        KafkaSource<String> source = KafkaSource.<String>builder()
                .setBootstrapServers(arguments.text("bootstrap"))
                .setTopics(arguments.text("topic"))
                .setGroupId(arguments.text("group"))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
        KafkaSink<String> sink = KafkaSink.<String>builder()
                .setBootstrapServers(arguments.text("bootstrap"))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(arguments.text("group"))
                .setProperty("transaction.timeout.ms", "60000")
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(arguments.text("counts"))
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build();
        env.fromSource(source, WatermarkStrategy.forBoundedOutOfOrderness(OUT_OF_ORDER), "records")
                .uid("records")
                .keyBy(record -> record.substring(0, record.indexOf(',')))
                .window(TumblingEventTimeWindows.of(WINDOW))
                .process(new Counts())
                .uid("counts")
                .sinkTo(sink)
                .uid("sink");
        env.execute("windowed-counts");
    }

    private static final class Counts extends ProcessWindowFunction<String, String, String, TimeWindow> {
        private static final long serialVersionUID = 1;

        @Override
        public void process(String key, Context context, Iterable<String> records, Collector<String> out) {
            long count = 0;
            for (String unused : records) {
                count++;
            }
            out.collect(key + "," + context.window().getStart() + "," + count);
        }
    }
}
