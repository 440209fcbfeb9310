package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.kafka.TopicOffsets;
import io.foretide.telemetry.prometheus.PromQl;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the metrics of one job from a Prometheus that scrapes Flink's reporter; what the job is, and what it runs on, is read
 * from Flink's REST interface.
 *
 * <p>The counters are those of the newest scrape, and everything is made of them as {@link FlinkRestSource} does. So the time
 * between two looks has to be longer than that between two scrapes: where nothing was scraped anew, metrics are missing. Not
 * thread-safe.
 */
public final class PrometheusSource implements TelemetrySource {
    private final FlinkRestSource source;

    /** {@code kafka} is asked if one source reports no lag. */
    public PrometheusSource(
            FlinkRest rest,
            FlinkRestSource.Settings settings,
            PromQl prometheus,
            PrometheusNaming naming,
            Optional<TopicOffsets.Reader> kafka) {
        this.source =
                new FlinkRestSource(rest, settings, new PrometheusMetrics(prometheus, naming), kafka, Duration.ZERO);
    }

    @Override
    public JobSnapshot collect(Instant now) throws IOException {
        return source.collect(now);
    }
}
