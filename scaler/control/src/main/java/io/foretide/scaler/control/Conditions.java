package io.foretide.scaler.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The conditions of a service now. Whoever listens is told of all of them whenever one changes. Thread-safe. */
public final class Conditions {
    private final List<Consumer<List<Condition>>> listeners = new CopyOnWriteArrayList<>();
    private List<Condition> now = List.of();

    /** Tells {@code listener} from now on, in the thread of whoever changes something; it must not block. */
    public void listen(Consumer<List<Condition>> listener) {
        listeners.add(listener);
    }

    /** All of them, in the order in which they began. */
    public synchronized List<Condition> all() {
        return now;
    }

    /** A condition holds; it has begun {@code at} unless it held before. */
    public void raise(String id, String sentence, Instant at) {
        change(id, Optional.of(new Condition(id, sentence, at)));
    }

    /** A condition is over, if it held. */
    public void clear(String id) {
        change(id, Optional.empty());
    }

    private synchronized void change(String id, Optional<Condition> changed) {
        List<Condition> next = new ArrayList<>();
        Optional<Condition> before = Optional.empty();
        for (Condition condition : now) {
            if (condition.id().equals(id)) {
                before = Optional.of(condition);
                changed.map(c -> new Condition(id, c.sentence(), condition.since()))
                        .ifPresent(next::add);
            } else {
                next.add(condition);
            }
        }
        List<Condition> all = before.isPresent()
                ? List.copyOf(next)
                : Stream.concat(next.stream(), changed.stream()).toList();
        if (!all.equals(now)) {
            now = all;
            listeners.forEach(listener -> listener.accept(all));
        }
    }
}
