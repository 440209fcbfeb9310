package io.foretide.telemetry.signal;

import io.foretide.telemetry.prometheus.PromQl;
import io.foretide.telemetry.prometheus.TimedSeries;
import io.foretide.telemetry.prometheus.TimedSeries.Sample;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The one value of a PromQL expression. */
record PromQlProbe(PromQl prometheus, String query) implements Probe {
    @Override
    public Reading read(Instant now) throws IOException {
        List<TimedSeries> series = prometheus.instant(query, now);
        if (series.size() != 1) {
            throw refused(series.isEmpty() ? "no series" : series.size() + " series", "one series, as sum(...) has");
        }
        Sample sample = series.get(0).last().orElseThrow(() -> refused("a series without a value", "a value"));
        if (!Double.isFinite(sample.value())) {
            throw refused(String.valueOf(sample.value()), "a finite number");
        }
        return new Reading(sample.time(), sample.value());
    }

    private IOException refused(String found, String allowed) {
        return new IOException(prometheus.answers(query) + " with " + found + ": must be " + allowed);
    }
}
