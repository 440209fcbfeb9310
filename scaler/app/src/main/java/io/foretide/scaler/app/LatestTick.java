package io.foretide.scaler.app;

import io.foretide.scaler.control.TickReport;
import java.util.Optional;
import java.util.function.Consumer;

/** The last tick of a job, for who asks meanwhile; nothing before the first. Thread-safe. */
final class LatestTick implements Consumer<TickReport> {
    private volatile Optional<TickReport> latest = Optional.empty();

    @Override
    public void accept(TickReport report) {
        latest = Optional.of(report);
    }

    Optional<TickReport> get() {
        return latest;
    }
}
