package io.foretide.local.flink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Reads from Kafka and commits there, but tells nobody how many records wait, as connectors of people's own do. */
final class SilentSource
        implements Source<String, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<String> {
    private static final long serialVersionUID = 1L;

    private final KafkaSource<String> kafka;

    SilentSource(KafkaSource<String> kafka) {
        this.kafka = kafka;
    }

    @Override
    public SourceReader<String, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        Map<String, Object> unheard = new HashMap<>(Map.of("addGroup", new UnregisteredMetricsGroup()));
        unheard.put("setPendingRecordsGauge", null);
        SourceReaderMetricGroup silent = answering(SourceReaderMetricGroup.class, context.metricGroup(), unheard);
        return kafka.createReader(answering(SourceReaderContext.class, context, Map.of("metricGroup", silent)));
    }

    /** The same object, but for methods that have an answer already. */
    private static <T> T answering(Class<T> type, T object, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                SilentSource.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return answers.containsKey(method.getName())
                                ? answers.get(method.getName())
                                : method.invoke(object, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return kafka.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) throws Exception {
        return kafka.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return kafka.getProducedType();
    }
}
