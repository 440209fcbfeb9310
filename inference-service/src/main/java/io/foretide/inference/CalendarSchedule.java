package io.foretide.inference;

import io.foretide.store.SharedContent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work at times of the week or the day, one after another, by the clock of the wall. When it is due is kept: a time that passed while
 * nobody served the job is made up for once, by whoever serves it next. Thread-safe.
 */
public final class CalendarSchedule implements AutoCloseable {
    /** What a job keeps of it among its contents. */
    public static final String KEPT = "schedule.json";

    private static final Logger log = LoggerFactory.getLogger(CalendarSchedule.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final List<JobCalendar> jobs = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "calendar");
        made.setDaemon(true);
        return made;
    });

    /** A schedule that does what it is told to from then on. */
    public CalendarSchedule(InstantSource clock) {
        this.clock = clock;
        var unused = thread.scheduleWithFixedDelay(
                () -> look(jobs), LOOK_EVERY.toSeconds(), LOOK_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Does a job's work from now on, until what is returned is closed; what was missed is due at once.
     *
     * @param kept where it is noted when each is due; what is noted of others is forgotten
     * @throws java.io.UncheckedIOException if nothing can be noted there
     */
    public AutoCloseable serve(SharedContent kept, List<CalendarWork> works) {
        JobCalendar job = new JobCalendar(kept, works, clock);
        jobs.add(job);
        thread.execute(() -> look(List.of(job)));
        return () -> {
            job.close();
            jobs.remove(job);
        };
    }

    private static void look(List<JobCalendar> jobs) {
        try {
            jobs.forEach(JobCalendar::look);
        } catch (RuntimeException e) { // one look more or less
            log.error("the calendar is looked at again: {}", e.toString(), e);
        }
    }

    /** Stops after the run that is under way; one that does not end in half a minute is interrupted. */
    @Override
    public void close() {
        jobs.forEach(JobCalendar::close);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
