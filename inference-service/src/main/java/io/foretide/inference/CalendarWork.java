package io.foretide.inference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Work by its name, and what is due before anybody has said what it is. Thread-safe. */
final class CalendarWork {
    /** Under which runs find it. */
    static final String KEY = "work";

    private final Map<String, Runnable> named = new HashMap<>();
    private final Set<String> due = new HashSet<>();

    /** Says what a name stands for; returns whether that is due since before. */
    synchronized boolean put(String name, Runnable work) {
        named.put(name, work);
        return due.remove(name);
    }

    /** What is to be done now; empty if nobody knows yet: then it is due until somebody does. */
    synchronized Optional<Runnable> due(String name) {
        Optional<Runnable> work = Optional.ofNullable(named.get(name));
        if (work.isEmpty()) {
            due.add(name);
        }
        return work;
    }

    synchronized void remove(String name) {
        named.remove(name);
        due.remove(name);
    }
}
