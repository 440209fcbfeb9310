package io.foretide.scaler.app.fleet;

import io.foretide.forecast.Forecast;
import io.foretide.scaler.control.TickReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at all jobs of a fleet again and again, and notes when each was ticked and forecast. Not thread-safe. */
final class TickRecord {
    private static final long LOOK_MILLIS = 500;
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final Duration period;
    private final Map<String, Instant> ticked = new HashMap<>();
    private final Map<String, Instant> forecast = new HashMap<>();
    private final List<Double> seconds = new ArrayList<>();
    private Instant begun = Instant.now();
    private int ticks;
    private int late;
    private int forecasts;

    TickRecord(Fleet fleet, Duration period) {
        this.fleet = fleet;
        this.period = period;
    }

    /** Forgets what was counted, not when each was ticked. */
    void begin() {
        seconds.clear();
        begun = Instant.now();
        ticks = 0;
        late = 0;
        forecasts = 0;
    }

    void follow(Duration length) throws InterruptedException {
        Instant end = Instant.now().plus(length);
        while (Instant.now().isBefore(end)) {
            fleet.members()
                    .forEach(member -> member.served()
                            .flatMap(ServedJob::newest)
                            .ifPresent(tick -> look(member.said().name(), tick)));
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void look(String job, TickReport tick) {
        Instant before = ticked.put(job, tick.now());
        if (tick.now().equals(before)) {
            return;
        }
        ticks++;
        // what is new is seen within a look
        seconds.add(Math.max(0, Duration.between(tick.now(), Instant.now()).toMillis() - LOOK_MILLIS / 2) / 1e3);
        if (before != null && Duration.between(before, tick.now()).compareTo(period.plus(SLACK)) > 0) {
            late++;
        }
        Optional<Instant> origin = tick.forecast().map(Forecast::origin);
        if (origin.isPresent() && !origin.get().equals(forecast.put(job, origin.get()))) {
            forecasts++;
        }
    }

    int count() {
        return ticks;
    }

    /** Ticks that came more than some seconds after their time. */
    int late() {
        return late;
    }

    /** Jobs that were not ticked since it began. */
    long missing() {
        return fleet.members().stream()
                .map(member -> ticked.getOrDefault(member.said().name(), Instant.MIN))
                .filter(at -> at.isBefore(begun.minus(SLACK)))
                .count();
    }

    int forecasts() {
        return forecasts;
    }

    /** How long each tick took, to a quarter of a second. */
    double[] seconds() {
        return seconds.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
