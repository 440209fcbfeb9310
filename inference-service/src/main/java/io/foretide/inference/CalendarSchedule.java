package io.foretide.inference;

import io.foretide.store.Migrations;
import io.foretide.store.SqliteDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Work at times of the week or the day, on Quartz. The times are kept in a database: one that passed while no process was there is made up
 * for once, at the next start, or when somebody names the work again after it. Not thread-safe.
 */
public final class CalendarSchedule implements AutoCloseable {
    /** Its tables, for {@link SqliteDatabase#open}. */
    public static final Migrations MIGRATIONS = new Migrations("schedule", "io/foretide/inference/schedule");

    private final Scheduler scheduler;
    private final CalendarWork work = new CalendarWork();
    private final Set<JobKey> known = new HashSet<>();

    /** A schedule that does nothing before {@link #start}; the caller closes {@code database} after it. */
    public CalendarSchedule(SqliteDatabase database) {
        String connections = "connections-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(connections, new Connections(database));
        Properties settings = new Properties();
        // equal names in one process would share one scheduler
        settings.setProperty(
                "org.quartz.scheduler.instanceName",
                database.file().toAbsolutePath().toString());
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        settings.setProperty("org.quartz.threadPool.threadCount", "1");
        settings.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        // of those that ship, the one that reads bytes as SQLite tells them
        settings.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        settings.setProperty("org.quartz.jobStore.dataSource", connections);
        try {
            scheduler = new StdSchedulerFactory(settings).getScheduler();
            scheduler.getContext().put(CalendarWork.KEY, work);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the calendar's schedule cannot be read: " + e.getMessage(), e);
        }
    }

    /** Runs {@code work} once a week at a local time. */
    public void weekly(DayOfWeek day, LocalTime time, ZoneId zone, String name, Runnable work) {
        // Quartz counts the days of the week from Sunday, 1
        int quartzDay = day.getValue() % 7 + 1;
        at(
                CronScheduleBuilder.weeklyOnDayAndHourAndMinute(quartzDay, time.getHour(), time.getMinute()),
                zone,
                name,
                work);
    }

    /** Runs {@code work} once a day at a local time. */
    public void daily(LocalTime time, ZoneId zone, String name, Runnable work) {
        at(CronScheduleBuilder.dailyAtHourAndMinute(time.getHour(), time.getMinute()), zone, name, work);
    }

    private void at(CronScheduleBuilder times, ZoneId zone, String name, Runnable run) {
        CronTrigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(name)
                .forJob(name)
                .withSchedule(
                        times.inTimeZone(TimeZone.getTimeZone(zone)).withMisfireHandlingInstructionFireAndProceed())
                .build();
        JobKey job = new JobKey(name);
        try {
            boolean isDue = work.put(name, run);
            if (!isKept(trigger)) {
                scheduler.deleteJob(job);
                scheduler.scheduleJob(
                        JobBuilder.newJob(Run.class).withIdentity(job).build(), trigger);
            } else if (isDue) {
                scheduler.triggerJob(job);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot schedule " + name + ": " + e.getMessage(), e);
        }
        known.add(job);
    }

    /**
     * Begins, with what was missed; work that nobody asks for any more is forgotten.
     *
     * @param later names of work that will be asked for
     */
    public void start(Set<String> later) {
        try {
            for (JobKey job : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
                if (!known.contains(job) && !later.contains(job.getName())) {
                    scheduler.deleteJob(job);
                }
            }
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the calendar's schedule does not start: " + e.getMessage(), e);
        }
    }

    /** Does no more of this work; a run that is under way ends. */
    public void forget(String name) {
        try {
            scheduler.deleteJob(new JobKey(name));
            work.remove(name);
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot forget " + name + ": " + e.getMessage(), e);
        }
    }

    /** Whether a trigger of the same times is there already: it knows what was missed. */
    private boolean isKept(CronTrigger wanted) throws SchedulerException {
        TriggerKey key = wanted.getKey();
        Trigger kept = scheduler.getTrigger(key);
        return kept instanceof CronTrigger cron
                && cron.getCronExpression().equals(wanted.getCronExpression())
                && cron.getTimeZone().getID().equals(wanted.getTimeZone().getID());
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

    /** Quartz makes one for every run. */
    @DisallowConcurrentExecution
    public static final class Run implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                CalendarWork work = (CalendarWork) Objects.requireNonNull(
                        context.getScheduler().getContext().get(CalendarWork.KEY));
                work.due(context.getJobDetail().getKey().getName()).ifPresent(Runnable::run);
            } catch (SchedulerException e) {
                throw new JobExecutionException(e);
            }
        }
    }

    private record Connections(SqliteDatabase database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.dataSource().getConnection();
        }

        @Override
        public void shutdown() {
            // the database is the caller's
        }

        @Override
        public void initialize() {
            // nothing to prepare
        }
    }
}
