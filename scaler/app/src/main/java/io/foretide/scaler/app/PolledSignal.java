package io.foretide.scaler.app;

import io.foretide.scaler.control.LogOnChange;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.signal.LiveSignal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A live signal that remembers what went wrong at its last look. Each trouble is logged once. Thread-safe. */
final class PolledSignal implements SignalSource {
    private static final Logger log = LoggerFactory.getLogger(PolledSignal.class);

    private final LiveSignal signal;
    private final LogOnChange logged;
    private volatile Optional<String> trouble = Optional.empty();

    PolledSignal(LiveSignal signal) {
        this.signal = signal;
        this.logged = new LogOnChange(
                log,
                Level.WARN,
                "a signal cannot be read",
                "signal " + String.join(", ", signal.features()) + " is read again");
    }

    /** Looks at it; by one thread at a time. */
    void look(Instant now) {
        try {
            signal.refresh(now);
            trouble = Optional.empty();
            logged.good();
        } catch (IOException | RuntimeException e) {
            trouble = Optional.of(String.valueOf(e.getMessage()));
            logged.bad(e.getMessage());
        }
    }

    @Override
    public List<String> features() {
        return signal.features();
    }

    @Override
    public Map<String, Double> valuesAt(Instant now) {
        return signal.valuesAt(now);
    }

    @Override
    public Map<String, Instant> timesAt(Instant now) {
        return signal.timesAt(now);
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }
}
