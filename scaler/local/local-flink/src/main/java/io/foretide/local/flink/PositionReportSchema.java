package io.foretide.local.flink;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.jspecify.annotations.Nullable;

/** Parses the values of the topic inside the source; what cannot be parsed is dropped and counted ({@code malformedRecords}). */
final class PositionReportSchema extends AbstractDeserializationSchema<PositionReport> {
    private static final long serialVersionUID = 1;

    private transient Counter malformedRecords = new SimpleCounter();

    PositionReportSchema() {
        super(PositionReport.class);
    }

    @Override
    public void open(InitializationContext context) {
        malformedRecords = context.getMetricGroup().counter("malformedRecords");
    }

    /** Null is how a schema tells Flink to drop the record. */
    @Override
    public @Nullable PositionReport deserialize(byte[] message) throws IOException {
        Optional<PositionReport> report = PositionReport.parse(message);
        if (report.isEmpty()) {
            malformedRecords.inc();
        }
        return report.orElse(null);
    }
}
