package io.foretide.scaler.control;

import java.time.Instant;
import java.util.List;

/**
 * What is not as it should be with a service while it goes on: it ends by itself, or by what somebody does.
 *
 * @param id for programs, such as {@code tick-overdue}
 * @param sentence for people
 * @param since when it began, by the job's clock
 */
public record Condition(String id, String sentence, Instant since) {
    /** What is configured does not answer yet, so that the service has not begun. */
    public static final String WAITING = "waiting";

    /** The last decision had no data to go by. */
    public static final String NO_DECISION = "no-decision";

    /** There is no fresh forecast: decisions go by the present load. */
    public static final String NO_FORECAST = "no-forecast";

    /** No tick has ended for some ticks. */
    public static final String TICK_OVERDUE = "tick-overdue";

    /** The last tick broke; the next one is tried. */
    public static final String TICK_FAILED = "tick-failed";

    /** The machine's clock was set. */
    public static final String CLOCK_SET = "clock-set";

    /** The data folder, or a file of it, is gone or another one: nothing is decided. */
    public static final String DATA_FOLDER = "data-folder";

    /** What the configuration says now is wrong, so that what it said before counts. */
    public static final String CONFIGURATION = "configuration";

    /** Jobs are left alone, as this replica cannot renew its lease. */
    public static final String LEASE = "lease";

    /** All there are. */
    static final List<String> IDS = List.of(
            WAITING, NO_DECISION, NO_FORECAST, TICK_OVERDUE, TICK_FAILED, CLOCK_SET, DATA_FOLDER, CONFIGURATION, LEASE);
}
