package io.foretide.inference;

import io.foretide.inference.DueTimes.Due;
import io.foretide.store.SharedContent;
import io.foretide.text.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for one job by the calendar, and when it is due. A run that was not ended here, as the process or its part in the job
 * was, is due still, for whoever serves the job next. Thread-safe.
 */
final class JobCalendar implements AutoCloseable {
    /** One that was begun so often and never ended has taken the process with it: it waits for its next time. */
    private static final int MOST_BEGUN = 3;

    private static final Logger log = LoggerFactory.getLogger(JobCalendar.class);

    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final SharedContent kept;
    private final InstantSource clock;
    private final List<Entry> entries = new ArrayList<>();
    private volatile boolean ended;
    private String trouble = "";

    /** A work, as this process knows it. */
    private static final class Entry {
        private final CalendarWork work;
        private Instant next;
        private boolean done;

        Entry(CalendarWork work, Instant next) {
            this.work = work;
            this.next = next;
        }
    }

    /**
     * Notes when the works are due.
     *
     * @throws UncheckedIOException if that cannot be read or stored
     */
    JobCalendar(SharedContent kept, List<CalendarWork> works, InstantSource clock) {
        this.kept = kept;
        this.clock = clock;
        Instant now = clock.instant();
        try {
            DueTimes due = works.isEmpty() && kept.read().isEmpty() ? DueTimes.NONE : change(old -> old.of(works, now));
            works.forEach(work -> entries.add(
                    new Entry(work, due.find(work.name()).orElseThrow().next())));
        } catch (IOException e) {
            throw new UncheckedIOException(kept.name() + " cannot be changed: " + IoReason.of(e), e);
        }
    }

    /** Does what is due, one after another, and tells how long to wait: for the next, or a little for what could not be noted. */
    Duration look() {
        for (Entry entry : entries) {
            Instant now = clock.instant();
            try {
                if (!ended && !entry.next.isAfter(now) && (entry.done || isBegun(entry, now))) {
                    run(entry);
                }
                trouble = "";
            } catch (IOException e) {
                String reason = kept.name() + " cannot be changed: " + IoReason.of(e);
                if (!reason.equals(trouble)) {
                    log.warn("{} waits: {}", entry.work.name(), reason);
                }
                trouble = reason;
            }
        }
        Instant now = clock.instant();
        Instant next = entries.stream()
                .map(entry -> entry.next)
                .min(Comparator.naturalOrder())
                .orElse(now);
        return next.isAfter(now) ? Duration.between(now, next) : AGAIN;
    }

    /** Whether nothing is begun any more. */
    boolean hasEnded() {
        return ended;
    }

    private void run(Entry entry) throws IOException {
        if (!entry.done) {
            try {
                entry.work.work().run();
            } catch (RuntimeException e) {
                log.error("{} failed: {}", entry.work.name(), e.toString(), e);
            }
            if (ended) {
                return;
            }
            entry.done = true;
        }
        entry.next = put(entry, Due.of(entry.work.when(), clock.instant()));
        entry.done = false;
    }

    /** Notes that a work begins; not if another process has done it, or it was begun too often. */
    private boolean isBegun(Entry entry, Instant now) throws IOException {
        DueTimes found = read(kept.read());
        Optional<Due> due = found.find(entry.work.name())
                .filter(one -> one.when().equals(entry.work.when().toString()));
        if (due.filter(one -> one.next().isAfter(now)).isPresent()) {
            entry.next = due.get().next();
            return false;
        }
        Due next = due.orElseGet(() -> new Due(entry.work.when().toString(), entry.next, 0));
        if (next.begun() >= MOST_BEGUN) {
            entry.next = put(entry, Due.of(entry.work.when(), now));
            log.warn(
                    "{} was begun {} times and never came to its end: left out until {}",
                    entry.work.name(),
                    next.begun(),
                    entry.next);
            return false;
        }
        put(entry, next.begunAgain());
        return true;
    }

    private Instant put(Entry entry, Due due) throws IOException {
        change(old -> old.with(entry.work.name(), due));
        return due.next();
    }

    private DueTimes change(UnaryOperator<DueTimes> change) throws IOException {
        AtomicReference<DueTimes> changed = new AtomicReference<>(DueTimes.NONE);
        kept.change(json -> {
            DueTimes next = change.apply(read(json));
            changed.set(next);
            return next.json();
        });
        return Objects.requireNonNull(changed.get());
    }

    /** One that is damaged tells nothing of what was missed. */
    private DueTimes read(Optional<byte[]> json) {
        try {
            return DueTimes.read(json);
        } catch (IllegalArgumentException e) {
            log.warn("{} is damaged, and begun anew: {}", kept.name(), e.getMessage());
            return DueTimes.NONE;
        }
    }

    /** Begins nothing any more; what is under way counts as not done. */
    @Override
    public void close() {
        ended = true;
    }
}
