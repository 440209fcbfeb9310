package io.foretide.telemetry.flink;

import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.MetricsGap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How old what a job emits is, from the ages at its vertices; a source that has nothing to read makes nobody late. Pure. */
final class OldestEmitted {
    private OldestEmitted() {}

    /** At the end of an interval, in seconds of a job's clock that runs so many seconds a second. */
    static Freshness freshness(Interval latest, double jobSecondsPerSecond) {
        List<Activity> sources = latest.vertices().stream()
                .filter(vertex -> vertex.vertex().source())
                .toList();
        double secondsPerMilli = jobSecondsPerSecond / 1_000;
        return new Freshness(eventTime(sources, secondsPerMilli), watermark(latest, sources, secondsPerMilli));
    }

    private static Freshness.Age eventTime(List<Activity> sources, double secondsPerMilli) {
        double millis = 0;
        for (Activity source : sources) {
            OptionalDouble emitted = source.vertex().ages().emittedMillis();
            if (emitted.isEmpty() && reads(source)) {
                return unknown(source, Freshness.EVENT_TIME_METRIC);
            }
            millis = Math.max(millis, emitted.orElse(0));
        }
        return new Freshness.Age.Known(millis * secondsPerMilli);
    }

    private static Freshness.Age watermark(Interval latest, List<Activity> sources, double secondsPerMilli) {
        OptionalDouble millis = latest.vertices().stream()
                .flatMapToDouble(vertex -> vertex.vertex().ages().watermarkMillis().stream())
                .max();
        Optional<Activity> reading =
                sources.stream().filter(OldestEmitted::reads).findFirst();
        return millis.isEmpty() && reading.isPresent()
                ? unknown(reading.get(), Freshness.WATERMARK_METRIC)
                : new Freshness.Age.Known(millis.orElse(0) * secondsPerMilli);
    }

    private static boolean reads(Activity source) {
        return !source.vertex().ages().idle() && !source.isQuiet();
    }

    private static Freshness.Age unknown(Activity source, String metric) {
        return new Freshness.Age.Unknown(new MetricsGap.Missing(source.vertex().name(), Optional.empty(), metric));
    }
}
