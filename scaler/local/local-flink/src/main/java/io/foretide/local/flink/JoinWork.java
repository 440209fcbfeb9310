package io.foretide.local.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.RichCoMapFunction;

/** Two inputs of which only the second takes time. */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
final class JoinWork extends RichCoMapFunction<String, String, String> {
    private static final long serialVersionUID = 1;

    private final long serviceMicros;
    private transient ServiceTime serviceTime;

    JoinWork(long serviceMicros) {
        this.serviceMicros = serviceMicros;
    }

    @Override
    public void open(OpenContext context) {
        serviceTime = ServiceTime.real(serviceMicros * 1_000);
    }

    @Override
    public String map1(String cheap) {
        return cheap;
    }

    @Override
    public String map2(String costly) {
        serviceTime.serve();
        return costly;
    }
}
