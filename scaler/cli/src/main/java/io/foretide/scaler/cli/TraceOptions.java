package io.foretide.scaler.cli;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.LoadUnit;
import io.foretide.datasets.Trace;
import io.foretide.datasets.TraceFormatException;
import io.foretide.datasets.TraceLoad;
import io.foretide.datasets.TraceReader;
import io.foretide.forecast.Horizon;
import io.foretide.scaler.app.SignalSources;
import io.foretide.scaler.app.UserError;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.signal.CalendarSource;
import io.foretide.text.Durations;
import io.foretide.training.FlightsHistory;
import io.foretide.whatif.setup.RecordedLoad;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which recorded load a command replays: trace, column, unit, scale, zone. */
final class TraceOptions {
    private static final String FLIGHTS = "flights";

    @Option(
            names = "--trace",
            description =
                    "CSV with a header, times and counts; Parquet; or Prometheus range JSON (docs/traces.md); observed=0"
                            + " marks filled-in rows. Or flights, the record that ships.")
    private String trace = "";

    @Option(
            names = "--column",
            description =
                    "The load (value, else the first column of numbers; flights: airborne, each reporting every 10 s).")
    private @Nullable String column;

    @Option(
            names = "--unit",
            description = "What a number of the column counts: records per-step, per-second, or all so far: counter"
                    + " (per-step, unless the numbers say /s).")
    private @Nullable String unit;

    @Option(names = "--scale-to-peak", description = "Rescale so that the largest load is this many records/s.")
    private @Nullable Double scaleToPeak;

    @Option(
            names = "--zone",
            description = "Local time of weekdays and hours, and of times without offset, e.g. America/New_York (UTC;"
                    + " flights: America/New_York).")
    private @Nullable String zone;

    /** Whether the command line names a trace. */
    boolean isGiven() {
        return !trace.isEmpty();
    }

    /** The file that is read, by the option that names it. */
    Map<String, Path> files() {
        return trace.isEmpty() || isFlights() ? Map.of() : Map.of("--trace", file());
    }

    private Path file() {
        try {
            return Path.of(trace);
        } catch (InvalidPathException e) {
            throw UserError.usage(
                    "--trace " + trace + ": must be a path, in characters that this system's file names may have");
        }
    }

    /**
     * Reads the load.
     *
     * @throws UserError if a file or an option is not as it must be
     */
    RecordedLoad load() {
        return load(Optional.empty());
    }

    /**
     * Reads the load.
     *
     * @param calendar the time zone of signals that accompany it, in place of the option for it
     * @throws UserError if a file or an option is not as it must be
     */
    RecordedLoad load(Optional<ZoneId> calendar) {
        if (calendar.isPresent() && zone != null && !calendar.get().equals(zone())) {
            throw UserError.usage(
                    "--zone " + zone + " with --signals: the zone of its calendar counts, " + calendar.get());
        }
        if (trace.isEmpty()) {
            throw UserError.usage("--trace is missing: must be a CSV file or " + FLIGHTS);
        }
        try {
            return read(calendar);
        } catch (TraceFormatException | IllegalArgumentException e) {
            throw UserError.usage("--trace " + trace + ": " + e.getMessage());
        }
    }

    private RecordedLoad read(Optional<ZoneId> calendar) {
        Optional<LoadUnit> counted = unit();
        ZoneId local = calendar.orElseGet(this::zone);
        RecordedLoad load = isFlights() && column == null ? flights(local) : column(counted, local);
        checkStep(load);
        return scaleToPeak == null ? load : scaled(load, scaleToPeak);
    }

    private boolean isFlights() {
        return trace.equals(FLIGHTS);
    }

    private static RecordedLoad flights(ZoneId local) {
        Trace recorded = FlightsDataset.load();
        say(TraceLoad.of(recorded, Optional.of(FlightsDataset.AIRBORNE), Optional.empty())
                        .description() + ", each reporting every 10 s");
        return new RecordedLoad(FLIGHTS, local, FlightsHistory.of(recorded));
    }

    private RecordedLoad column(Optional<LoadUnit> counted, ZoneId local) {
        Trace recorded = isFlights() ? FlightsDataset.load() : TraceReader.read(file(), localTimes(local));
        TraceLoad load = TraceLoad.of(recorded, Optional.ofNullable(column), counted);
        say(load.description());
        Map<String, TimeSeries> series =
                Map.of(Features.DEMAND, TimeSeries.ofObserved(recorded.start(), recorded.step(), load.perSecond()));
        FeatureWindow window = new FeatureWindow(recorded.start(), recorded.step(), recorded.size(), series);
        CalendarSource clock = new CalendarSource(local, List.of(), Optional.empty());
        return new RecordedLoad(
                isFlights() ? FLIGHTS : recorded.name(), local, SignalSources.beside(window, List.of(clock)));
    }

    /** The zone of times without offset: UTC is also the default, and may not be meant unless it is written down. */
    private Optional<ZoneId> localTimes(ZoneId local) {
        return zone != null || !local.normalized().equals(ZoneOffset.UTC) ? Optional.of(local) : Optional.empty();
    }

    private static void say(String understood) {
        System.err.println(understood);
    }

    private static void checkStep(RecordedLoad load) {
        Duration step = load.step();
        if (Durations.isShorter(step, Horizon.FINEST) || Durations.isLonger(step, Horizon.COARSEST)) {
            throw new IllegalArgumentException(
                    "its step is " + step + ": must be " + Horizon.FINEST + " to " + Horizon.COARSEST);
        }
    }

    private static RecordedLoad scaled(RecordedLoad load, double peak) {
        if (!(peak > 0 && peak <= RecordedLoad.MAX_RECORDS_PER_SECOND)) {
            throw UserError.usage("--scale-to-peak " + peak + ": must be a rate above 0 and at most "
                    + RecordedLoad.MAX_RECORDS_PER_SECOND + " records/s");
        }
        double[] values = load.demand().toArray();
        double largest = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
        if (!(largest > 0)) {
            throw new IllegalArgumentException("it holds no load above 0: there is nothing to scale to a peak");
        }
        double factor = peak / largest;
        Arrays.setAll(values, i -> values[i] * factor);
        return load.with(TimeSeries.ofObserved(load.window().start(), load.step(), values));
    }

    private Optional<LoadUnit> unit() {
        Optional<LoadUnit> named = Optional.ofNullable(unit).flatMap(LoadUnit::named);
        if (unit != null && named.isEmpty()) {
            throw UserError.usage("--unit " + unit + ": must be one of " + LoadUnit.names());
        }
        return named;
    }

    /**
     * The time zone of the load, where no calendar names another.
     *
     * @throws UserError if the option names none there is
     */
    ZoneId zone() {
        try {
            return zone != null ? ZoneId.of(zone) : isFlights() ? FlightsHistory.ZONE : ZoneOffset.UTC;
        } catch (DateTimeException e) {
            throw UserError.usage("--zone " + zone + ": must be a zone such as Europe/Berlin");
        }
    }
}
