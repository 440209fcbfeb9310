package io.foretide.planner.learned;

import io.foretide.telemetry.Room;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lead times of starts that are known to have found a node at once, and of those that had to wait for a new one. Immutable.
 *
 * @param atOnce the last of them, oldest first
 * @param waited as {@code atOnce}
 */
public record StartTimes(List<Duration> atOnce, List<Duration> waited) {
    /** Of no start is known which it was. */
    public static final StartTimes UNKNOWN = new StartTimes(List.of(), List.of());

    public StartTimes {
        atOnce = new LearnedDuration(Duration.ZERO, atOnce).observed();
        waited = new LearnedDuration(Duration.ZERO, waited).observed();
    }

    StartTimes observe(Duration time, Room room) {
        if (room.found().isEmpty()) {
            return this;
        }
        return room.found().get()
                ? new StartTimes(seen(atOnce, time), waited)
                : new StartTimes(atOnce, seen(waited, time));
    }

    private static List<Duration> seen(List<Duration> before, Duration time) {
        return new LearnedDuration(Duration.ZERO, before).observe(time).observed();
    }

    /**
     * The lead time of the next start, where it is known whether it will find room and how long such starts take.
     *
     * @param prior what is believed before anything was observed
     */
    Optional<Duration> next(Room room, Duration prior) {
        if (room.held().isEmpty()) {
            return Optional.empty();
        }
        List<Duration> alike = room.held().getAsInt() > 0 ? atOnce : waited;
        return alike.isEmpty() ? Optional.empty() : Optional.of(new LearnedDuration(prior, alike).estimate());
    }
}
