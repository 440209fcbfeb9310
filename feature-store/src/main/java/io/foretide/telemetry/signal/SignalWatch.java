package io.foretide.telemetry.signal;

import io.foretide.series.FeatureGroup;
import io.foretide.series.Minutes;
import io.foretide.telemetry.SignalSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the signals that a user has named tell: everything but the calendar. Remembers the last value of each, so that it is
 * still shown when nothing newer comes. Thread-safe.
 */
public final class SignalWatch {
    private final List<SignalSource> sources;
    private final Map<String, Seen> last = new HashMap<>();

    private record Seen(double value, Optional<Instant> time) {}

    public SignalWatch(List<SignalSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** All of them, in the order of the sources: as of the minute that a tick at {@code now} completes, else of the one begun. */
    public synchronized List<SignalState> at(Instant now) {
        List<SignalState> states = new ArrayList<>();
        for (SignalSource source : sources) {
            List<String> names =
                    source.features().stream().filter(SignalWatch::isOwn).toList();
            Map<String, Seen> seen = new HashMap<>();
            Instant completed = Minutes.completedAt(now);
            Stream.of(completed.plus(Minutes.STEP), completed).forEach(minute -> seen.putAll(seen(source, minute)));
            last.putAll(seen);
            names.forEach(name -> states.add(state(name, now, trouble(source, seen.containsKey(name)))));
        }
        return List.copyOf(states);
    }

    private static boolean isOwn(String feature) {
        return !FeatureGroup.CALENDAR.has(feature) && !FeatureGroup.EVENTS.has(feature);
    }

    private static Map<String, Seen> seen(SignalSource source, Instant minute) {
        Map<String, Instant> times = source.timesAt(minute);
        Map<String, Seen> seen = new HashMap<>();
        source.valuesAt(minute)
                .forEach((name, value) -> seen.put(name, new Seen(value, Optional.ofNullable(times.get(name)))));
        return seen;
    }

    private static Optional<String> trouble(SignalSource source, boolean seen) {
        return source.trouble()
                .or(() -> seen ? Optional.empty() : Optional.of("no value of now, so that models take the mean"));
    }

    private SignalState state(String name, Instant now, Optional<String> trouble) {
        Optional<Seen> known = Optional.ofNullable(last.get(name));
        Optional<Instant> time = known.flatMap(Seen::time);
        return new SignalState(
                name,
                known.map(seen -> OptionalDouble.of(seen.value())).orElseGet(OptionalDouble::empty),
                time,
                time.map(told -> OptionalLong.of(
                                Math.max(0, Duration.between(told, now).toSeconds())))
                        .orElseGet(OptionalLong::empty),
                trouble);
    }
}
