package io.foretide.scaler.app.compatibility;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A real job whose load and service time are known.
 *
 * @param name of the row
 * @param place where it runs
 * @param job as the trial job calls it
 * @param feeds what is sent to the job's topics
 * @param serviceMicros a record takes in a slot
 * @param taskManagers of two slots
 * @param demand the truth, records/s; empty if it cannot be known from outside
 * @param ratePerSlot the truth, records/s; empty if a slot has no such rate
 * @param right what it has to decide
 */
record Shape(
        String name,
        Place place,
        String job,
        List<Feed> feeds,
        long serviceMicros,
        int taskManagers,
        OptionalDouble demand,
        OptionalDouble ratePerSlot,
        Right right) {

    /** Whose source tells no lag: Kafka is asked, for the group of this name. */
    static final String SILENT = "silent";

    /** Records that are sent to the topic of the job with {@code suffix}; {@code hotShare} of them with one key. */
    record Feed(String suffix, double recordsPerSecond, double hotShare) {}

    /** A decision that is right: a size from {@code min} to {@code max}, for a reason that names {@code word}. */
    record Right(int min, int max, String word) {
        boolean is(int taskManagers, String reason) {
            return taskManagers >= min && taskManagers <= max && reason.contains(word);
        }

        @Override
        public String toString() {
            String size = min == max ? String.valueOf(min) : min + " to " + max;
            return word.isEmpty() ? size : size + ", says '" + word + "'";
        }
    }

    private static Shape of(
            String name,
            double rate,
            double hotShare,
            long serviceMicros,
            int taskManagers,
            double perSlot,
            Right right) {
        return new Shape(
                name,
                Place.REACTIVE,
                name,
                List.of(new Feed("", rate, hotShare)),
                serviceMicros,
                taskManagers,
                OptionalDouble.of(rate),
                perSlot > 0 ? OptionalDouble.of(perSlot) : OptionalDouble.empty(),
                right);
    }

    /** The plain job elsewhere. */
    private static Shape plain(String name, Place place, double rate, int taskManagers, Right right) {
        return new Shape(
                name,
                place,
                "plain",
                List.of(new Feed("", rate, 0)),
                25_000,
                taskManagers,
                OptionalDouble.of(rate),
                OptionalDouble.of(40),
                right);
    }

    /** Work in slots of its own, beside a source that has hardly anything to do. */
    private static Shape apart() {
        return new Shape(
                "apart",
                Place.ADAPTIVE,
                "apart",
                List.of(new Feed("", 120, 0)),
                25_000,
                2,
                OptionalDouble.of(120),
                OptionalDouble.of(40),
                new Right(3, 3, ""));
    }

    static List<Shape> all() {
        return List.of(
                of("plain", 60, 0, 25_000, 2, 40, new Right(1, 2, "")),
                new Shape(
                        "joined",
                        Place.REACTIVE,
                        "joined",
                        List.of(new Feed("", 60, 0), new Feed("-costly", 2.5, 0)),
                        1_000_000,
                        1,
                        OptionalDouble.of(62.5),
                        OptionalDouble.empty(),
                        new Right(2, 4, "")),
                new Shape(
                        "generated",
                        Place.REACTIVE,
                        "generated",
                        List.of(),
                        25_000,
                        1,
                        OptionalDouble.of(60),
                        OptionalDouble.of(40),
                        new Right(1, 2, "")),
                of(SILENT, 120, 0, 25_000, 1, 40, new Right(2, 4, "")),
                of("slow-sink", 60, 0, 50_000, 1, 20, new Right(1, 1, "slow-sink")),
                of("hot-key", 60, 0.9, 25_000, 1, 0, new Right(1, 2, "work")),
                of("bursts", 40, 0, 25_000, 1, 40, new Right(1, 2, "")),
                of("capped", 120, 0, 25_000, 2, 40, new Right(1, 2, "")),
                plain("adaptive", Place.ADAPTIVE, 120, 1, new Right(2, 4, "")),
                plain("session", Place.SESSION, 120, 1, new Right(2, 2, "")),
                plain("failing", Place.FAILING_CHECKPOINTS, 40, 2, new Right(2, 2, "checkpoint")),
                apart());
    }
}
