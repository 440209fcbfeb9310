package io.foretide.scaler.app;

import io.foretide.planner.learned.Learned;
import io.foretide.scaler.control.TickReport;
import java.util.Optional;
import java.util.function.Consumer;

/** What the last tick has left of a job's memory, for who asks meanwhile; nothing before the first tick. Thread-safe. */
final class LatestLearned implements Consumer<TickReport> {
    private volatile Optional<Learned> latest = Optional.empty();

    @Override
    public void accept(TickReport report) {
        latest = Optional.of(report.state().learned());
    }

    Optional<Learned> latest() {
        return latest;
    }
}
