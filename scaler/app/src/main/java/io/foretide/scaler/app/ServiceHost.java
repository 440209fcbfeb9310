package io.foretide.scaler.app;

import io.foretide.inference.CalendarSchedule;
import io.foretide.inference.Workers;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.replicas.Replicas;
import io.foretide.store.DataFolder;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a process needs once for all jobs that it serves. Thread-safe.
 *
 * @param workers who do what recurs
 * @param calendar what is done at night or by the week, one after another
 * @param replicas with which the jobs are shared; empty if this process has all of them
 * @param opened owns all of it, and what jobs share besides
 */
public record ServiceHost(
        Shared shared,
        Front.Metrics metrics,
        Workers workers,
        CalendarSchedule calendar,
        Optional<Replicas> replicas,
        Opened opened) {
    /**
     * Starts the threads; {@code opened} owns them.
     *
     * @param data a folder that is there
     * @param stores where history, decisions and memory are; the caller closes them
     */
    public static ServiceHost open(DataFolder data, Stores stores, Opened opened) {
        Instant now = Instant.now();
        Shared shared = Shared.of(data, stores, new ScaledClock(Clock.systemUTC(), now, now, 1));
        return new ServiceHost(
                shared,
                Front.Metrics.create(),
                opened.keep(new Workers()),
                opened.keep(new CalendarSchedule(InstantSource.system())),
                Optional.empty(),
                opened);
    }

    /** The same with jobs that are shared with other processes. */
    public ServiceHost among(Replicas all) {
        return new ServiceHost(shared, metrics, workers, calendar, Optional.of(all), opened);
    }
}
