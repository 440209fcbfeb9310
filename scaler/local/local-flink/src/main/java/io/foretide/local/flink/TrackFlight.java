package io.foretide.local.flink;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the last report and the number of reports of each flight, at a fixed service time per record. */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
final class TrackFlight extends KeyedProcessFunction<String, PositionReport, FlightState> {
    private static final long serialVersionUID = 1;
    /** Real time, not trace time: a flight without reports for so long has landed at any speed of replay. */
    private static final Duration FORGET_AFTER = Duration.ofMinutes(5);

    private final long serviceMicros;
    private transient ValueState<FlightState> flight;
    private transient ServiceTime serviceTime;

    TrackFlight(long serviceMicros) {
        this.serviceMicros = serviceMicros;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<FlightState> descriptor = new ValueStateDescriptor<>("flight", FlightState.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(FORGET_AFTER).build());
        flight = getRuntimeContext().getState(descriptor);
        serviceTime = ServiceTime.real(serviceMicros * 1_000);
    }

    @Override
    public void processElement(PositionReport report, Context context, Collector<FlightState> out) throws Exception {
        serviceTime.serve();
        FlightState state = flight.value();
        FlightState next = state == null ? new FlightState(report, 1) : state.with(report);
        flight.update(next);
        out.collect(next);
    }
}
