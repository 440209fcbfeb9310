package io.foretide.planner.simulation;

import io.foretide.text.Check;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.Objects;

/**
 * Disturbances of a simulated job. The same seed brings the same disturbances at the same points of time to every policy.
 *
 * @param leadTimeJitter standard deviation of the logarithm of the lead time: each start takes lead time x exp(jitter x
 *     z), z standard normal cut at two deviations
 * @param failedStarts share of the TaskManagers' starts that fail and are repeated, 0 to below 1
 * @param lostTaskManagersPerDay TaskManagers that die per day; each is replaced after a lead time
 * @param newNodes starts that find no room
 * @param seed of all of it
 */
public record Disturbances(
        double leadTimeJitter, double failedStarts, double lostTaskManagersPerDay, NewNodes newNodes, long seed) {
    /** Everything goes by the book. */
    public static final Disturbances NONE = new Disturbances(0, 0, 0, 0);

    private static final double MAX_DEVIATIONS = 2;

    /**
     * Starts that wait for a new node.
     *
     * @param share of the starts, 0 to 1
     * @param leadTime from the decision until their slots process; the usual one if that is longer
     */
    public record NewNodes(double share, Duration leadTime) {
        /** All find room. */
        public static final NewNodes NONE = new NewNodes(0, Duration.ZERO);

        public NewNodes {
            Check.that(share >= 0 && share <= 1, "share of starts that wait for a node", share, "0 to 1");
            SimulationSettings.checkStart("lead time with a new node", leadTime);
        }
    }

    /** The same where all find room. */
    public Disturbances(double leadTimeJitter, double failedStarts, double lostTaskManagersPerDay, long seed) {
        this(leadTimeJitter, failedStarts, lostTaskManagersPerDay, NewNodes.NONE, seed);
    }

    public Disturbances {
        newNodes = Objects.requireNonNullElse(
                newNodes, NewNodes.NONE); // a service of an earlier version does not tell them
        Check.that(leadTimeJitter >= 0 && leadTimeJitter <= 1, "lead time jitter", leadTimeJitter, "0 to 1");
        Check.that(failedStarts >= 0 && failedStarts < 1, "share of failed starts", failedStarts, "0 to below 1");
        Check.that(
                lostTaskManagersPerDay >= 0 && lostTaskManagersPerDay <= 1440,
                "lost TaskManagers per day",
                lostTaskManagersPerDay,
                "0 to 1440");
    }

    /** The lead time of the {@code n}th start, where {@code usual} is the usual one, in ms. */
    double leadTimeMillis(long n, Duration usual) {
        boolean waits = newNodes.share() > 0 && uniform(n, -2) < newNodes.share();
        return (waits ? Durations.max(usual, newNodes.leadTime()) : usual).toMillis() * leadTimeFactor(n);
    }

    /** The same as a multiple of that of a start alike, failed attempts included. */
    double leadTimeFactor(long n) {
        double factor = jitter(n, 0);
        for (int attempt = 1; uniform(n, 2L * attempt) < failedStarts && attempt < 10; attempt++) {
            factor += jitter(n, attempt);
        }
        return factor;
    }

    /** The shortest lead time there can be, as a multiple of the usual one. */
    double shortestLeadTimeFactor() {
        return Math.exp(-MAX_DEVIATIONS * leadTimeJitter);
    }

    /** Whether a TaskManager dies in the tick number {@code tick} of {@code seconds}. */
    boolean losesOne(long tick, double seconds) {
        return lostTaskManagersPerDay > 0 && uniform(tick, -1) < lostTaskManagersPerDay * seconds / 86_400;
    }

    private double jitter(long n, int attempt) {
        if (leadTimeJitter == 0) {
            return 1;
        }
        double radius = Math.sqrt(-2 * Math.log(1 - uniform(n, 2L * attempt + 1)));
        double z = radius * Math.cos(2 * Math.PI * uniform(~n, 2L * attempt + 1));
        return Math.exp(leadTimeJitter * Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, z)));
    }

    /** A number of [0, 1) that depends on nothing but the seed and its two coordinates (SplitMix64's finalizer). */
    private double uniform(long n, long stream) {
        long z = seed * 0x9E3779B97F4A7C15L + n * 0xD1B54A32D192ED03L + stream * 0x8CB92BA72F3D8DD7L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
