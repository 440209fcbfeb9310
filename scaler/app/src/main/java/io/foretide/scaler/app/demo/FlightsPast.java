package io.foretide.scaler.app.demo;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.signal.CalendarSource;
import io.foretide.telemetry.signal.TraceSignalSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The past of the flights as the store would have it had Foretide watched the job for weeks. */
final class FlightsPast {
    private final Trace trace;
    private final List<SignalSource> signals;

    FlightsPast(Trace trace) {
        this.trace = trace;
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(FlightsDataset.DEPARTURES, Features.TRANSACTIONS);
        columns.put(FlightsDataset.ACTIVE_AIRPORTS, Features.UNIQUE_USERS);
        FlightsDataset.REGIONS.forEach(
                region -> columns.put(region, Features.HEAT_MAP_PREFIX + region.replaceFirst("^region_", "")));
        this.signals = List.of(
                new TraceSignalSource(trace, TraceSignalSource.Known.AFTER_ITS_STEP, columns),
                new CalendarSource(io.foretide.training.FlightsHistory.ZONE, List.of("us"), Optional.empty()));
    }

    /** Business and calendar signals, for history and live alike. */
    List<SignalSource> signals() {
        return signals;
    }

    /** One row a minute. */
    List<FeatureRow> rows(Instant from, Instant to) {
        double[] airborne = trace.column(FlightsDataset.AIRBORNE);
        return IntStream.range(trace.indexOf(from), trace.indexOf(to))
                .mapToObj(i -> {
                    Map<String, Double> values = new LinkedHashMap<>();
                    values.put(Features.DEMAND, airborne[i] / DemoSettings.REPORT_INTERVAL_SECONDS);
                    signals.forEach(signal -> values.putAll(signal.valuesAt(trace.timeAt(i))));
                    return new FeatureRow(trace.timeAt(i), values);
                })
                .toList();
    }

    /** Largest load, records/s. */
    double peak(Instant from, Instant to) {
        double[] airborne = trace.column(FlightsDataset.AIRBORNE);
        return IntStream.range(trace.indexOf(from), trace.indexOf(to))
                        .mapToDouble(i -> airborne[i])
                        .max()
                        .orElseThrow()
                / DemoSettings.REPORT_INTERVAL_SECONDS;
    }

    /** Load of one minute, records/s. */
    double load(Instant minute) {
        return trace.column(FlightsDataset.AIRBORNE)[trace.indexOf(minute)] / DemoSettings.REPORT_INTERVAL_SECONDS;
    }
}
