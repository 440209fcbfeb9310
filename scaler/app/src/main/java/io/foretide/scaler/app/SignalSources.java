package io.foretide.scaler.app;

import io.foretide.config.Extensions;
import io.foretide.datasets.IssuedTrace;
import io.foretide.datasets.Trace;
import io.foretide.datasets.TraceReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Opened;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.signal.CalendarSource;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.telemetry.signal.FeatureCollector;
import io.foretide.telemetry.signal.FileSignals;
import io.foretide.telemetry.signal.IssuedSignalSource;
import io.foretide.telemetry.signal.LiveSignal;
import io.foretide.telemetry.signal.TraceFileSignal;
import io.foretide.telemetry.signal.TraceSignalSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signals of a configuration, for a running job and for a recorded load alike. */
public final class SignalSources {
    private static final Logger log = LoggerFactory.getLogger(SignalSources.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** As long as a peer may take: the first minute should have what there is. */
    private static final Duration PATIENCE = Duration.ofSeconds(11);

    private SignalSources() {}

    /**
     * The signals of a running service: files are read again when they change, and peers are asked again and again, until
     * {@code opened} is closed.
     *
     * @param events those of the calendar, read
     * @throws IOException if the thread is interrupted
     * @throws IllegalArgumentException if a trace lacks a column
     * @throws io.foretide.datasets.TraceFormatException if a file is no trace
     */
    static List<SignalSource> live(ForetideConfig.Signals signals, Optional<EventCalendar> events, Opened opened)
            throws IOException {
        List<LiveSignal> live = new ArrayList<>();
        for (ForetideConfig.SignalTrace trace : signals.traces()) {
            live.add(new TraceFileSignal(trace.path(), () -> {
                FileSignals read = of(trace, signals.calendar());
                log.info(read.description());
                return read;
            }));
        }
        signals.asked().forEach(asked -> live.add(asked.open()));
        List<PolledSignal> polled = live.stream().map(PolledSignal::new).toList();
        if (!polled.isEmpty()) {
            opened.keep(new SignalPoller(polled, Clock.systemUTC())).start(PATIENCE);
        }
        List<SignalSource> sources = new ArrayList<>(List.of(calendar(signals.calendar(), events)));
        sources.addAll(polled);
        sources.addAll(Extensions.of(SignalSource.class));
        return sources;
    }

    private static CalendarSource calendar(ForetideConfig.Calendar calendar, Optional<EventCalendar> events) {
        return new CalendarSource(calendar.zone(), calendar.countries(), events);
    }

    /**
     * The signals of a recorded load. Reads what the configuration names, and adds the sources of jars on the class path, as {@link SignalSource} says.
     *
     * <p>What peers are asked for is not among it: they know nothing of the past.
     *
     * @param events those of the calendar, read
     * @throws IllegalArgumentException if a trace lacks a column
     * @throws io.foretide.datasets.TraceFormatException if a file is no trace
     */
    public static List<SignalSource> of(ForetideConfig.Signals signals, Optional<EventCalendar> events) {
        ForetideConfig.Calendar calendar = signals.calendar();
        List<SignalSource> sources = new ArrayList<>();
        sources.add(calendar(calendar, events));
        signals.traces().forEach(trace -> sources.add(of(trace, calendar)));
        sources.addAll(Extensions.of(SignalSource.class));
        return sources;
    }

    /**
     * Reads one file: measured values, or those that were told ahead. Business figures are never negative; weather may be.
     *
     * @throws IllegalArgumentException if it lacks a column
     * @throws io.foretide.datasets.TraceFormatException if it is no trace, or a column holds what is no number
     */
    public static FileSignals of(ForetideConfig.SignalTrace settings, ForetideConfig.Calendar calendar) {
        return settings.issued().isPresent()
                ? issued(settings, settings.issued().get(), calendar)
                : measured(settings, calendar);
    }

    private static FileSignals issued(
            ForetideConfig.SignalTrace settings, String issued, ForetideConfig.Calendar calendar) {
        IssuedTrace trace =
                IssuedTrace.read(settings.path(), issued, settings.columns().keySet(), calendar.localTimes());
        loads(settings).forEach(trace::checkLoad);
        return new IssuedSignalSource(trace, settings.columns());
    }

    private static FileSignals measured(ForetideConfig.SignalTrace settings, ForetideConfig.Calendar calendar) {
        Trace trace = TraceReader.read(settings.path(), calendar.localTimes());
        loads(settings).forEach(trace::load);
        return new TraceSignalSource(trace, TraceSignalSource.Known.AFTER_ITS_STEP, settings.columns());
    }

    /** The columns that are never negative. */
    private static Stream<String> loads(ForetideConfig.SignalTrace settings) {
        return settings.columns().entrySet().stream()
                .filter(column -> !column.getValue().startsWith(Features.WEATHER_PREFIX))
                .map(Map.Entry::getKey);
    }

    /** What was understood of the files that were read, a line each. */
    public static List<String> descriptions(List<SignalSource> sources) {
        return sources.stream()
                .filter(FileSignals.class::isInstance)
                .map(source -> ((FileSignals) source).description())
                .toList();
    }

    /**
     * A recorded load with what the signals told of each of its steps by the step's end, as a running service would have
     * stored it. What a signal tells replaces what the window says of it.
     *
     * @throws IllegalArgumentException if two signals give the same feature
     */
    public static FeatureWindow beside(FeatureWindow window, List<SignalSource> signals) {
        FeatureCollector collector = new FeatureCollector(signals);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (SignalSource signal : signals) {
            signal.features().forEach(feature -> columns.put(feature, new double[window.size()]));
        }
        // the last minute of a step is the newest that has been measured when the step is over
        Duration toLastMinute = window.step().minus(MINUTE);
        for (int i = 0; i < window.size(); i++) {
            int step = i;
            Map<String, Double> row =
                    collector.signals(window.timeAt(i).plus(toLastMinute)).values();
            columns.forEach((feature, values) -> values[step] = row.getOrDefault(feature, Double.NaN));
        }
        FeatureWindow joined = window;
        for (Map.Entry<String, double[]> column : columns.entrySet()) {
            joined = joined.with(
                    column.getKey(), TimeSeries.ofObserved(window.start(), window.step(), column.getValue()));
        }
        return joined;
    }
}
