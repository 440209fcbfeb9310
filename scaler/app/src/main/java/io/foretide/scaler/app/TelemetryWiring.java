package io.foretide.scaler.app;

import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Opened;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.flink.FlinkProgress;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.telemetry.source.TelemetryContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Wires what is seen of the job that a configuration names. */
public final class TelemetryWiring {
    private final ForetideConfig config;
    private final FlinkRest flink;
    private final Opened opened;

    /** {@code opened} owns what has to be closed. */
    public TelemetryWiring(ForetideConfig config, FlinkRest flink, Opened opened) {
        this.config = config;
        this.flink = flink;
        this.opened = opened;
    }

    /** The configured source of metrics. */
    public TelemetrySource metrics() throws IOException {
        TelemetrySource metrics = config.source()
                .open(new TelemetryContext(config.job(), flink, config.flink().job()));
        if (metrics instanceof AutoCloseable closeable) {
            opened.keep(closeable);
        }
        return metrics;
    }

    /** All of it: a rescale is followed at Flink, whoever measures. */
    JobParts.Telemetry telemetry(Optional<EventCalendar> events) throws IOException {
        FlinkRestSource.Settings job =
                new FlinkRestSource.Settings(config.flink().job(), config.job(), 1);
        List<SignalSource> signals = SignalSources.live(config.signals(), events, opened);
        return new JobParts.Telemetry(metrics(), new FlinkProgress(flink, job), signals);
    }
}
