package io.foretide.scaler.control;

import io.foretide.planner.decision.SizesAhead;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest recommendation of one job, for who scales it instead of Foretide. A tick that did not see enough for one leaves the
 * last as it is, which then grows old; a replica that follows has none. Thread-safe.
 */
public final class LatestRecommendation implements Consumer<TickReport> {
    private volatile @Nullable Recommendation latest;

    /**
     * A recommendation.
     *
     * @param at when it was decided, by the job's clock
     * @param planned the sizes that follow if the load comes as forecast
     */
    public record Recommendation(String job, int taskManagers, Instant at, SizesAhead planned) {}

    @Override
    public void accept(TickReport report) {
        if (report.isRecommendation()) {
            latest = new Recommendation(
                    report.snapshot().job().value(),
                    report.recommended(),
                    report.now(),
                    report.decision().planned());
        } else if (!report.standing().isLeading()) {
            latest = null;
        }
    }

    /** The newest one, unless it is older than {@code maxAge}. */
    public Optional<Recommendation> at(Instant now, Duration maxAge) {
        return Optional.ofNullable(latest).filter(one -> !Durations.isLonger(Duration.between(one.at(), now), maxAge));
    }
}
