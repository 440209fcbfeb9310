package io.foretide.telemetry.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One series of an answer. Immutable.
 *
 * @param labels its name, as {@code __name__}, among them
 * @param samples oldest first; none is later than what was asked for
 */
public record TimedSeries(Map<String, String> labels, List<Sample> samples) {
    /** A value, which may be NaN or infinite, and when it was scraped or, of an expression, computed for. */
    public record Sample(Instant time, double value) {}

    public TimedSeries {
        labels = Map.copyOf(labels);
        samples = List.copyOf(samples);
    }

    /** A label's value; empty as Prometheus has it where there is no such label. */
    public String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** The newest sample. */
    public Optional<Sample> last() {
        return samples.isEmpty() ? Optional.empty() : Optional.of(samples.get(samples.size() - 1));
    }
}
