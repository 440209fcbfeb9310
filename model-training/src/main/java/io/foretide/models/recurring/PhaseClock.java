package io.foretide.models.recurring;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** The step of the hour, the step of the day and the kind of day of a time, by local time. Not thread-safe. */
final class PhaseClock {
    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;

    /** 1970-01-01 was a Thursday, three days after a Monday. */
    private static final int DAYS_SINCE_MONDAY = 3;

    private static final int WORKING_DAYS = 5;

    private final ZoneRules rules;
    private final long stepMillis;
    private long offsetOfHour = Long.MIN_VALUE;
    private long offsetSeconds;
    private long local;

    PhaseClock(ZoneId zone, Duration step) {
        rules = zone.getRules();
        stepMillis = step.toMillis();
    }

    /** Sets it to a time. */
    void set(Instant time) {
        long seconds = time.getEpochSecond();
        // asking the calendar at every step is slow, and clocks change on the quarter of an hour at most
        long quarter = Math.floorDiv(seconds, HOUR / 4);
        if (quarter != offsetOfHour) {
            offsetOfHour = quarter;
            offsetSeconds = rules.getOffset(time).getTotalSeconds();
        }
        local = seconds + offsetSeconds;
    }

    int stepsOfHour() {
        return steps(HOUR);
    }

    int stepsOfDay() {
        return steps(DAY);
    }

    int stepOfHour() {
        return step(HOUR);
    }

    int stepOfDay() {
        return step(DAY);
    }

    /** Monday to Friday, as opposed to Saturday and Sunday. */
    boolean workingDay() {
        return Math.floorMod(Math.floorDiv(local, DAY) + DAYS_SINCE_MONDAY, 7L) < WORKING_DAYS;
    }

    private int steps(long period) {
        return (int) ((period * 1000 + stepMillis - 1) / stepMillis);
    }

    private int step(long period) {
        return (int) (Math.floorMod(local, period) * 1000 / stepMillis);
    }
}
