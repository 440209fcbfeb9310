package io.foretide.series;

/** Names of the features of the reference design, as stored; units stand in the names. */
public final class Features {
    /** Demand, records/s: what arrives at the job, and the load that is forecast. */
    public static final String DEMAND = "demand_records_per_second";

    public static final String RECORDS_IN = "records_in_per_second";
    public static final String RECORDS_OUT = "records_out_per_second";
    public static final String BUSY = "busy_ratio";
    public static final String BACKPRESSURED = "backpressured_ratio";
    public static final String LAG = "lag_records";

    /** Mean share of its processors that a TaskManager uses. */
    public static final String CPU = "cpu_ratio";

    /** Mean share of the time that a TaskManager collects garbage. */
    public static final String GC = "gc_ratio";

    /** Business: transactions per minute. */
    public static final String TRANSACTIONS = "transactions";

    /** Business: unique users per minute. */
    public static final String UNIQUE_USERS = "unique_users";

    /** Business: shares by region, one feature per region with this prefix. */
    public static final String HEAT_MAP_PREFIX = "heat_map_";

    public static final String HOUR = "hour";

    /** Monday = 1 to Sunday = 7. */
    public static final String WEEKDAY = "weekday";

    public static final String DAY_OF_MONTH = "day_of_month";

    /** 1 on a public holiday, 0.5 on the day before and after, else 0; of several countries the mean. */
    public static final String HOLIDAY = "holiday";

    /** The same 30 minutes later, at the end of the horizon: the calendar is known in advance. */
    public static final String HOLIDAY_AHEAD = "holiday_in_30_minutes";

    /** 1 during an event of the user's calendar, else 0. */
    public static final String EVENT = "event";

    /** The same 30 minutes later. */
    public static final String EVENT_AHEAD = "event_in_30_minutes";

    /** External: weather, one feature per measurement with this prefix. */
    public static final String WEATHER_PREFIX = "weather_";

    private Features() {}
}
