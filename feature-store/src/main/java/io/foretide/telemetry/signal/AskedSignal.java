package io.foretide.telemetry.signal;

import io.foretide.series.Limits;
import io.foretide.series.Minutes;
import io.foretide.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One signal that a peer is asked for. A minute has the newest value that was true by its end, unless that was older than
 * allowed: then the minute has none. Thread-safe.
 */
public final class AskedSignal implements LiveSignal {
    /** Ticks may come late; what is older than this is no longer asked for. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** A peer's clock may be a little ahead. */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    private final String name;
    private final Duration maxAge;
    private final Probe probe;
    private final TreeMap<Instant, Double> readings = new TreeMap<>();

    AskedSignal(String name, Duration maxAge, Probe probe) {
        this.name = name;
        this.maxAge = maxAge;
        this.probe = probe;
    }

    @Override
    public void refresh(Instant now) throws IOException {
        Reading reading;
        try {
            reading = probe.read(now);
        } catch (IOException e) {
            throw new IOException("signal " + name + ": " + e.getMessage(), e);
        }
        if (!(Math.abs(reading.value()) <= Limits.most(name))) {
            throw new IOException("signal " + name + ": its value " + reading.value() + " cannot be: must be at most "
                    + Limits.most(name) + " above or below 0");
        }
        if (reading.time().isAfter(now.plus(MAX_AHEAD))) {
            throw new IOException("signal " + name + ": its time is ahead of ours by more than "
                    + Durations.format(MAX_AHEAD) + ": must be that of the value");
        }
        keep(reading, now);
    }

    private synchronized void keep(Reading reading, Instant now) {
        readings.put(reading.time(), reading.value());
        Instant newest = readings.lastKey();
        readings.headMap(now.minus(maxAge).minus(KEPT)).keySet().removeIf(time -> !time.equals(newest));
    }

    @Override
    public List<String> features() {
        return List.of(name);
    }

    @Override
    public synchronized Map<String, Double> valuesAt(Instant minute) {
        return newest(minute).map(reading -> Map.of(name, reading.getValue())).orElseGet(Map::of);
    }

    @Override
    public synchronized Map<String, Instant> timesAt(Instant minute) {
        return newest(minute).map(reading -> Map.of(name, reading.getKey())).orElseGet(Map::of);
    }

    /** The newest by the end of a minute that is not too old. */
    private Optional<Map.Entry<Instant, Double>> newest(Instant minute) {
        Instant end = minute.plus(Minutes.STEP);
        return Optional.ofNullable(readings.floorEntry(end))
                .filter(reading -> !reading.getKey().isBefore(end.minus(maxAge)));
    }
}
