package io.foretide.local.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Passes the records of a window on when it ends, at a fixed service time each. */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
final class WindowWork extends ProcessWindowFunction<String, String, String, TimeWindow> {
    private static final long serialVersionUID = 1;

    private final long serviceMicros;
    private transient ServiceTime serviceTime;

    WindowWork(long serviceMicros) {
        this.serviceMicros = serviceMicros;
    }

    @Override
    public void open(OpenContext context) {
        serviceTime = ServiceTime.real(serviceMicros * 1_000);
    }

    @Override
    public void process(String key, Context context, Iterable<String> records, Collector<String> out) {
        for (String value : records) {
            serviceTime.serve();
            out.collect(value);
        }
    }
}
