package io.foretide.inference;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Recurring work on Quartz. A run that is still going when the next is due is not overtaken; missed runs are not repeated. */
public final class Schedule implements AutoCloseable {
    private static final String WORK = "work";

    private final Scheduler scheduler;

    /** A schedule with its own threads. */
    public Schedule(int threads) {
        Properties settings = new Properties();
        // equal names in one JVM would share one scheduler
        settings.setProperty("org.quartz.scheduler.instanceName", "foretide-" + UUID.randomUUID());
        settings.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        try {
            scheduler = new StdSchedulerFactory(settings).getScheduler();
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler does not start: " + e.getMessage(), e);
        }
    }

    /** Runs {@code work} now and then every {@code period} of real time. */
    public void every(Duration period, String name, Runnable work) {
        schedule(
                name,
                work,
                SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(period.toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount());
    }

    /** Runs {@code work} once a week at a local time; a time that was missed is not made up for. */
    public void weekly(DayOfWeek day, LocalTime time, ZoneId zone, String name, Runnable work) {
        // Quartz counts the days of the week from Sunday, 1
        int quartzDay = day.getValue() % 7 + 1;
        schedule(
                name,
                work,
                CronScheduleBuilder.weeklyOnDayAndHourAndMinute(quartzDay, time.getHour(), time.getMinute())
                        .inTimeZone(TimeZone.getTimeZone(zone))
                        .withMisfireHandlingInstructionDoNothing());
    }

    private void schedule(String name, Runnable work, ScheduleBuilder<?> when) {
        JobDataMap data = new JobDataMap();
        data.put(WORK, work);
        try {
            scheduler.scheduleJob(
                    JobBuilder.newJob(Run.class)
                            .withIdentity(name)
                            .usingJobData(data)
                            .build(),
                    TriggerBuilder.newTrigger()
                            .withIdentity(name)
                            .withSchedule(when)
                            .build());
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot schedule " + name + ": " + e.getMessage(), e);
        }
    }

    /** Stops after the runs that are under way. */
    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler does not stop: " + e.getMessage(), e);
        }
    }

    /** Quartz makes one for every run. */
    @DisallowConcurrentExecution
    public static final class Run implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Objects.requireNonNull((Runnable) context.getMergedJobDataMap().get(WORK))
                    .run();
        }
    }
}
