package io.foretide.planner.learned;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Rescales, and what came of them.
 *
 * @param recent rescales of the last three days, oldest first
 * @param pending the newest while its capacity is not there yet
 * @param onTrial a rescale that is complete and has to prove itself
 * @param quarantined sizes that did not work
 * @param proposed largest sizes proposed within the stabilization window, oldest first, each larger than those after it
 * @param foreign the newest change of the size by somebody else
 */
public record RescaleHistory(
        List<Rescaled> recent,
        Optional<Rescaled> pending,
        Optional<Rescaled> onTrial,
        List<Quarantine> quarantined,
        List<Proposed> proposed,
        Optional<Foreign> foreign) {
    /** After this long a rescale weighs a twentieth in {@link #perDay}. */
    private static final Duration MAX_AGE = Duration.ofDays(3);

    /** No quarantine is longer, so one that would be was begun by another clock. */
    private static final Duration MAX_QUARANTINE = Duration.ofDays(1);

    private static final double DAY_SECONDS = 86_400;

    public RescaleHistory {
        recent = List.copyOf(recent);
        quarantined = List.copyOf(quarantined);
        proposed = List.copyOf(proposed);
    }

    /**
     * A size that was proposed.
     *
     * @param at when
     * @param taskManagers how many
     */
    public record Proposed(Instant at, int taskManagers) {
        public Proposed {
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A change of the size by somebody else.
     *
     * @param at when it was seen
     * @param by who, in words
     * @param taskManagers the size that was set
     * @param byManifest whether it came with a whole manifest ({@link SizeAuthor})
     * @param before when the same was seen the last time, if the change before this one was the same
     */
    public record Foreign(Instant at, String by, int taskManagers, boolean byManifest, Optional<Instant> before) {
        public Foreign {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(by, "by");
        }

        Foreign timed(UnaryOperator<Instant> clock) {
            return new Foreign(clock.apply(at), by, taskManagers, byManifest, before.map(clock));
        }

        /** Whether it is meant: set by a hand, or by a manifest again within {@code span}. */
        public boolean isMeant(Duration span) {
            return !byManifest
                    || before.filter(earlier -> at.isBefore(earlier.plus(span))).isPresent();
        }
    }

    /** Nothing was rescaled yet. */
    public static RescaleHistory none() {
        return new RescaleHistory(
                List.of(), Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    /** The newest rescale, if any is remembered. */
    public Optional<Rescaled> last() {
        return recent.isEmpty() ? Optional.empty() : Optional.of(recent.get(recent.size() - 1));
    }

    /** Rescales within {@code span} before {@code now}. */
    public int count(Duration span, Instant now) {
        int count = 0;
        for (Rescaled rescaled : recent) {
            count += rescaled.at().isAfter(now.minus(span)) ? 1 : 0;
        }
        return count;
    }

    /** Rescales a day, the newest weighing most: each counts with exp(-age / 1 day). */
    public double perDay(Instant now) {
        double sum = 0;
        for (Rescaled rescaled : recent) {
            sum += Math.exp(-Duration.between(rescaled.at(), now).toSeconds() / DAY_SECONDS);
        }
        return sum;
    }

    /** By another clock, the ends of quarantines as well. */
    RescaleHistory clockSet(UnaryOperator<Instant> clock) {
        return timed(clock)
                .withQuarantined(quarantined.stream()
                        .map(one -> one.until(clock.apply(one.until())))
                        .toList());
    }

    /** By a {@code clock} that shows nothing after {@code now}; a quarantine ends later, but not by more than it can last. */
    RescaleHistory notAfter(Instant now, UnaryOperator<Instant> clock) {
        Instant latest = now.plus(MAX_QUARANTINE);
        return timed(clock)
                .withQuarantined(quarantined.stream()
                        .filter(one -> !one.until().isAfter(latest))
                        .toList());
    }

    /** While Flink is not seen, the time in which what is under way has to show something stands still. */
    RescaleHistory delayed(Duration unseen) {
        UnaryOperator<Instant> later = time -> time.plus(unseen);
        return withUnderWay(
                pending.map(rescaled -> rescaled.timed(later)), onTrial.map(rescaled -> rescaled.timed(later)));
    }

    private RescaleHistory timed(UnaryOperator<Instant> clock) {
        return new RescaleHistory(
                recent.stream().map(rescaled -> rescaled.timed(clock)).toList(),
                pending.map(rescaled -> rescaled.timed(clock)),
                onTrial.map(rescaled -> rescaled.timed(clock)),
                quarantined,
                proposed.stream()
                        .map(one -> new Proposed(clock.apply(one.at()), one.taskManagers()))
                        .toList(),
                foreign.map(one -> one.timed(clock)));
    }

    /** Whether a size turned out too small a short while ago. */
    public boolean isTooSmall() {
        return quarantined.stream().anyMatch(Quarantine::tooSmall);
    }

    /** One more rescale, which is under way now. */
    public RescaleHistory rescaled(Rescaled rescaled) {
        List<Rescaled> next = new ArrayList<>(recent);
        next.removeIf(old -> old.at().isBefore(rescaled.at().minus(MAX_AGE)));
        next.add(rescaled);
        return new RescaleHistory(next, Optional.of(rescaled), Optional.empty(), quarantined, proposed, foreign);
    }

    /** Somebody else has changed the size: what is under way is over. */
    RescaleHistory changed(SizeAuthor by, int taskManagers, Instant now) {
        Optional<Instant> before = foreign.filter(
                        last -> last.by().equals(by.name()) && last.taskManagers() == taskManagers)
                .map(Foreign::at);
        Foreign change = new Foreign(now, by.name(), taskManagers, by.byManifest(), before);
        return new RescaleHistory(
                recent, Optional.empty(), Optional.empty(), quarantined, proposed, Optional.of(change));
    }

    /** Without what is under way. */
    public RescaleHistory interrupted() {
        return withUnderWay(Optional.empty(), Optional.empty());
    }

    RescaleHistory withUnderWay(Optional<Rescaled> nextPending, Optional<Rescaled> nextTrial) {
        return new RescaleHistory(recent, nextPending, nextTrial, quarantined, proposed, foreign);
    }

    /** Gives up what is under way, and does not try its size again for a while. */
    RescaleHistory quarantine(Quarantine quarantine) {
        List<Quarantine> next = new ArrayList<>(quarantined);
        next.add(quarantine);
        return interrupted().withQuarantined(next);
    }

    /** Gives up what is under way; {@code quarantine} says what is not tried again; what stays need not prove itself. */
    public RescaleHistory rolledBack(Quarantine quarantine) {
        return withQuarantined(quarantined.stream()
                        .filter(old -> old.tooSmall() && old.taskManagers() < quarantine.taskManagers() - 1)
                        .toList())
                .quarantine(quarantine);
    }

    RescaleHistory withoutExpired(Instant now) {
        return withQuarantined(
                quarantined.stream().filter(q -> q.until().isAfter(now)).toList());
    }

    private RescaleHistory withQuarantined(List<Quarantine> next) {
        return next.equals(quarantined) ? this : new RescaleHistory(recent, pending, onTrial, next, proposed, foreign);
    }

    /** Remembers a proposal for as long as {@code window}. */
    public RescaleHistory proposed(Proposed newest, Duration window) {
        if (window.isZero()) {
            return this;
        }
        List<Proposed> next = new ArrayList<>(proposed);
        next.removeIf(old -> old.taskManagers() <= newest.taskManagers()
                || old.at().isBefore(newest.at().minus(window)));
        next.add(newest);
        return new RescaleHistory(recent, pending, onTrial, quarantined, next, foreign);
    }
}
