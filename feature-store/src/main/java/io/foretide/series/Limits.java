package io.foretide.series;

/**
 * What a figure of a job can be at all. They stand far beyond every real job, so that none is refused, and far below what
 * would ruin a mean or a sum that it gets into: what is beyond is a fault of whoever tells it. Pure.
 */
public final class Limits {
    /**
     * Records that arrive at a job in a second. The largest published installations of Kafka take in some 1e8 in a second, of all
     * their topics; a job of 1e9, or one whose records are counted in bytes, has a thousand times as much room.
     */
    public static final double MAX_RECORDS_PER_SECOND = 1e12;

    /** Records that a subtask, which is one thread, takes in or hands on in a second: a record in a tenth of a nanosecond is none. */
    public static final double MAX_RECORDS_PER_SECOND_PER_SUBTASK = 1e10;

    /** Records that wait: eleven days of the most that can arrive, thirty years of 1e9 a second. Counters end at 9.2e18. */
    public static final double MAX_RECORDS_WAITING = 1e18;

    /** Partitions of one reader: a Kafka cluster has some millions at most. */
    public static final double MAX_PARTITIONS = 1e7;

    /** Milliseconds that a subtask has lived: a hundred years. */
    public static final double MAX_AGE_MILLIS = 3.2e12;

    /** A signal of whatever unit: beyond, counts are no longer exact, and squares of squares do not fit a model's numbers. */
    public static final double MAX_SIGNAL = 1e15;

    private Limits() {}

    /** The most that a stored feature can be; the least is 0 but for signals. */
    public static double most(String feature) {
        return switch (feature) {
            case Features.DEMAND, Features.RECORDS_IN, Features.RECORDS_OUT -> MAX_RECORDS_PER_SECOND;
            case Features.LAG -> MAX_RECORDS_WAITING;
            case Features.BUSY, Features.BACKPRESSURED, Features.CPU, Features.GC -> 1;
            default -> MAX_SIGNAL;
        };
    }

    /** The least that a stored feature can be. */
    public static double least(String feature) {
        return switch (feature) {
            case Features.DEMAND,
                    Features.RECORDS_IN,
                    Features.RECORDS_OUT,
                    Features.LAG,
                    Features.BUSY,
                    Features.BACKPRESSURED,
                    Features.CPU,
                    Features.GC -> 0;
            default -> -MAX_SIGNAL;
        };
    }
}
