package io.foretide.local.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Passes records on, at a fixed service time each. */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
final class Work<T> extends RichMapFunction<T, T> {
    private static final long serialVersionUID = 1;

    private final long serviceMicros;
    private transient ServiceTime serviceTime;

    Work(long serviceMicros) {
        this.serviceMicros = serviceMicros;
    }

    @Override
    public void open(OpenContext context) {
        serviceTime = ServiceTime.real(serviceMicros * 1_000);
    }

    @Override
    public T map(T value) {
        serviceTime.serve();
        return value;
    }
}
