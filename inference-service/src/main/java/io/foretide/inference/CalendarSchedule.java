package io.foretide.inference;

import io.foretide.store.SharedContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;

/**
 * Work at times of the week or the day, one after another, on Quartz. When it is due is kept with the job: a time that passed while
 * nobody served the job is made up for once, by whoever serves it next. Thread-safe.
 */
public final class CalendarSchedule implements AutoCloseable {
    /** What a job keeps of it among its contents. */
    public static final String KEPT = "schedule.json";

    private static final String CALENDAR = "calendar";

    private final InstantSource clock;
    private final Scheduler scheduler;

    /** A schedule that does what it is told to from then on. */
    public CalendarSchedule(InstantSource clock) {
        this.clock = clock;
        Properties settings = new Properties();
        // equal names in one process would share one scheduler
        settings.setProperty("org.quartz.scheduler.instanceName", "calendar-" + UUID.randomUUID());
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        settings.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        settings.setProperty("org.quartz.threadPool.threadCount", "1");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        // where it is kept when something is due, several processes can share it
        settings.setProperty("org.quartz.jobStore.class", RAMJobStore.class.getName());
        try {
            scheduler = new StdSchedulerFactory(settings).getScheduler();
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the calendar's schedule does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Does a job's work from now on, until what is returned is closed; what was missed is due at once.
     *
     * @param kept where it is noted when each is due; what is noted of others is forgotten
     * @throws java.io.UncheckedIOException if nothing can be noted there
     */
    public AutoCloseable serve(SharedContent kept, List<CalendarWork> works) {
        JobCalendar calendar = new JobCalendar(kept, works, clock);
        JobKey key = new JobKey(UUID.randomUUID().toString());
        if (!works.isEmpty()) {
            JobDetail look = JobBuilder.newJob(Look.class)
                    .withIdentity(key)
                    .storeDurably()
                    .usingJobData(new JobDataMap(Map.of(CALENDAR, calendar)))
                    .build();
            try {
                scheduler.addJob(look, false);
                look(scheduler, key, Duration.ZERO);
            } catch (SchedulerException e) {
                throw new IllegalStateException("cannot schedule " + works + ": " + e.getMessage(), e);
            }
        }
        return () -> {
            calendar.close();
            scheduler.deleteJob(key);
        };
    }

    private static void look(Scheduler scheduler, JobKey key, Duration in) throws SchedulerException {
        scheduler.scheduleJob(TriggerBuilder.newTrigger()
                .forJob(key)
                .startAt(Date.from(Instant.now().plus(in)))
                .build());
    }

    /** Stops after the run that is under way. */
    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the calendar's schedule does not stop: " + e.getMessage(), e);
        }
    }

    /** Does what is due of one job, and comes back when more is. Quartz makes one for every look. */
    public static final class Look implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            JobCalendar calendar = (JobCalendar)
                    Objects.requireNonNull(context.getMergedJobDataMap().get(CALENDAR));
            Duration next = calendar.look();
            try {
                if (!calendar.hasEnded()) {
                    look(context.getScheduler(), context.getJobDetail().getKey(), next);
                }
            } catch (SchedulerException e) {
                throw new JobExecutionException(e);
            }
        }
    }
}
