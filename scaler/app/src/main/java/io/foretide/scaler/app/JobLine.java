package io.foretide.scaler.app;

import io.foretide.inference.ForecastRounds;
import io.foretide.inference.ForecastService;
import io.foretide.scaler.app.web.Health;
import io.foretide.scaler.control.ControlLoop;
import io.foretide.scaler.control.LatestRecommendation;
import io.foretide.scaler.control.PodCount;
import io.foretide.scaler.control.RescaleTracker;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.Minutes;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.signal.SignalState;
import io.foretide.telemetry.signal.SignalWatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job's whole line: telemetry to store to forecast to decision to target. It has no thread, no file and no HTTP of its
 * own. Forecasts, ticks, following and watching may run at the same time as each other, none of them twice at the same time.
 */
public final class JobLine {
    private static final Logger log = LoggerFactory.getLogger(JobLine.class);

    private final JobParts parts;
    private final SignalWatch signals;
    private final ForecastService forecasts;
    private final ControlLoop loop;
    private final RescaleTracker tracker;
    private final LatestRecommendation recommendation;
    private final LatestTick latest;
    private final LineWatch watch;
    private final Clock clock;

    JobLine(
            JobParts parts,
            SignalWatch signals,
            ForecastService forecasts,
            ControlLoop loop,
            RescaleTracker tracker,
            LatestRecommendation recommendation,
            LatestTick latest,
            LineWatch watch,
            Clock clock) {
        this.parts = parts;
        this.signals = signals;
        this.forecasts = forecasts;
        this.loop = loop;
        this.tracker = tracker;
        this.recommendation = recommendation;
        this.latest = latest;
        this.watch = watch;
        this.clock = clock;
    }

    public JobId job() {
        return parts.job();
    }

    JobParts parts() {
        return parts;
    }

    LatestRecommendation recommendation() {
        return recommendation;
    }

    /** Whether the last tick acted; before the first, nobody knows. */
    boolean isLeading() {
        return watch.isLeading();
    }

    LatestTick latest() {
        return latest;
    }

    ForecastService forecasts() {
        return forecasts;
    }

    /** What the user's signals tell now. */
    List<SignalState> signals() {
        return signals.at(clock.instant());
    }

    /** One tick now: a forecast, then a decision. */
    public TickReport tickOnce() {
        forecast();
        return loop.tick(clock.instant());
    }

    /** A decision now. A tick that fails is said, and the next one is tried. */
    void tick() {
        watch.tick(loop);
    }

    /** Sees to it that ticks end; never waits for them. */
    void watch() {
        watch.look();
    }

    /** Whether the job is decided on in time. */
    Health health() {
        return watch.health(forecasts.latest().map(forecast -> forecast.age(clock.instant())));
    }

    /** A forecast now. */
    void forecast() {
        forecastAsOf(Minutes.completedAt(clock.instant()));
    }

    /** The same in its turn among those of other jobs. */
    void forecastIn(ForecastRounds rounds) {
        rounds.add(forecasts, Minutes.completedAt(clock.instant()));
    }

    /** Makes a forecast that has seen nothing after {@code minute}. */
    public void forecastAsOf(Instant minute) {
        forecasts.refresh(minute);
    }

    /** When the rescale was decided that is under way. */
    Optional<Instant> rescalingSince() {
        return tracker.underWaySince();
    }

    /** Observes a rescale under way, which passes its stages faster than the loop ticks. */
    void follow() {
        try {
            Optional<PodCount> pods = parts.scaling().target().pods();
            tracker.observe(parts.telemetry().progress().collect(clock.instant()), pods);
        } catch (IOException | RuntimeException e) {
            log.debug("a look at the rescale of job {} failed: {}", job(), e.getMessage());
        }
    }
}
