package io.foretide.scaler.cli;

import io.foretide.datasets.TraceFormatException;
import io.foretide.scaler.app.SignalSources;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.series.FeatureGroup;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.whatif.setup.RecordedLoad;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what is known beside a recorded load: further signals, and groups of features to go without. */
final class SignalOptions {
    @Option(
            names = "--signals",
            description =
                    "YAML file with what foretide.yaml has under signals: calendar (zone, countries, events) and traces"
                            + " of business figures, heat map and weather that accompany the trace.")
    private @Nullable Path signals;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "GROUP",
            description = "Leave out groups of features, comma-separated: flink, business, heat-map, calendar, weather,"
                    + " events, own; or single features by their names, such as busy_ratio.")
    private List<String> without = List.of();

    boolean isGiven() {
        return signals != null;
    }

    /** The file that is read, and those it names. */
    Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        read(ZoneOffset.UTC).ifPresent(configured -> {
            files.put("--signals", Objects.requireNonNull(signals));
            configured.calendar().events().ifPresent(events -> files.put("calendar.events of --signals", events));
            configured
                    .traces()
                    .forEach(trace -> files.put("a trace of --signals, " + trace.path() + ",", trace.path()));
        });
        return files;
    }

    /**
     * The time zone of the signals' calendar, if there are signals.
     *
     * @param defaultZone that of a calendar that names none
     */
    Optional<ZoneId> zone(ZoneId defaultZone) {
        return read(defaultZone).map(configured -> configured.calendar().zone());
    }

    /**
     * A load without what is to be left out.
     *
     * @throws UserError if something is neither a feature beside the demand nor a group
     */
    RecordedLoad leaving(RecordedLoad load) {
        FeatureWindow rest = load.window();
        for (String name : without) {
            rest = rest.without(leftOut(name, load.window()));
        }
        return new RecordedLoad(load.name(), load.zone(), rest);
    }

    private static Predicate<String> leftOut(String name, FeatureWindow window) {
        if (window.find(name).isPresent() && !name.equals(Features.DEMAND)) {
            return name::equals;
        }
        try {
            return FeatureGroup.named(name)::has;
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--without: " + e.getMessage());
        }
    }

    /**
     * A trace with its signals, if there are any.
     *
     * @throws UserError if a file that they name is not as it must be, or the trace has such a feature itself
     */
    RecordedLoad beside(RecordedLoad load) {
        Optional<ForetideConfig.Signals> configured = read(load.zone());
        if (configured.isEmpty()) {
            return load;
        }
        try {
            ForetideConfig.Calendar calendar = configured.get().calendar();
            Optional<EventCalendar> events =
                    calendar.events().map(file -> EventCalendar.read(file, calendar.localTimes()));
            List<SignalSource> sources = SignalSources.of(configured.get(), events);
            SignalSources.descriptions(sources).forEach(System.err::println);
            configured
                    .get()
                    .asked()
                    .forEach(asked -> System.err.println("signals: " + asked.name()
                            + " is asked for while a service runs; a recorded load has none of it"));
            sources.forEach(source -> source.features().forEach(feature -> checkNew(load.window(), feature)));
            FeatureWindow window = SignalSources.beside(load.window(), sources);
            sources.forEach(source -> source.features().forEach(feature -> checkKnown(window, feature)));
            return new RecordedLoad(load.name(), load.zone(), window);
        } catch (IllegalArgumentException | TraceFormatException | UncheckedIOException e) {
            throw UserError.usage("--signals " + signals + ": " + e.getMessage());
        }
    }

    /** A calendar may tell again what every trace has of it. */
    private static void checkNew(FeatureWindow window, String feature) {
        if (window.find(feature).isPresent() && !FeatureGroup.CALENDAR.has(feature)) {
            throw new IllegalArgumentException(
                    "feature " + feature + " is given by the trace itself: another name is needed");
        }
    }

    /** A feature that a running service may lack for a while is a mistake where it is never there. */
    private static void checkKnown(FeatureWindow window, String feature) {
        if (Arrays.stream(window.column(feature).toArray()).allMatch(Double::isNaN)) {
            throw new IllegalArgumentException("feature " + feature + " is known at no time of the load, "
                    + window.start() + " to " + window.asOf() + ": a trace with observed rows in this time is needed");
        }
    }

    private Optional<ForetideConfig.Signals> read(ZoneId defaultZone) {
        return Optional.ofNullable(signals).map(file -> ConfigReader.signals(file, defaultZone));
    }
}
