package io.foretide.inference;

import io.foretide.text.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When what is done for a job by the calendar is due, as it is kept. Immutable.
 *
 * @param works by name
 */
record DueTimes(Map<String, Due> works) {
    static final DueTimes NONE = new DueTimes(Map.of());

    DueTimes {
        works = Map.copyOf(works);
    }

    /**
     * Of one work.
     *
     * @param when the times that it was asked for at
     * @param next when it is due; past: it was missed, or is under way
     * @param begun how often it was begun since then
     */
    record Due(String when, Instant next, int begun) {
        static Due of(CalendarTime when, Instant now) {
            return new Due(when.toString(), when.next(now), 0);
        }

        Due begunAgain() {
            return new Due(when, next, begun + 1);
        }
    }

    /** What is kept for exactly these works: one that was asked for at the same times knows what was missed. */
    DueTimes of(Iterable<CalendarWork> wanted, Instant now) {
        Map<String, Due> next = new TreeMap<>();
        for (CalendarWork work : wanted) {
            next.put(
                    work.name(),
                    find(work.name())
                            .filter(due -> due.when().equals(work.when().toString()))
                            .orElseGet(() -> Due.of(work.when(), now)));
        }
        return new DueTimes(next);
    }

    Optional<Due> find(String name) {
        return Optional.ofNullable(works.get(name));
    }

    DueTimes with(String name, Due due) {
        Map<String, Due> next = new TreeMap<>(works);
        next.put(name, due);
        return new DueTimes(next);
    }

    /** @throws IllegalArgumentException if it is no such JSON */
    static DueTimes read(Optional<byte[]> json) {
        return json.map(bytes -> Json.read(new String(bytes, StandardCharsets.UTF_8), DueTimes.class))
                .orElse(NONE);
    }

    byte[] json() {
        return Json.pretty(this).getBytes(StandardCharsets.UTF_8);
    }
}
