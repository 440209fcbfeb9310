package io.foretide.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Contents of a block, read key by key. Remembers its answers: {@link #shown} is what counts, defaults included, and
 * no key that nobody asked for. Not thread-safe.
 */
public final class Values {
    private final Block block;
    private final Map<?, ?> plain;
    private final Place place;
    private final Map<Key<?>, Object> answers = new LinkedHashMap<>();

    /** {@code plain}: texts, numbers, booleans, lists and maps that fit the block's schema. */
    public Values(Block block, Map<?, ?> plain, Place place) {
        this.block = block;
        this.plain = plain;
        this.place = place;
    }

    /** Whether the file says something there. */
    public boolean has(Key<?> key) {
        return plain.containsKey(key.name());
    }

    /** The names of what the file says, of this block's keys and others. */
    public List<String> names() {
        return plain.keySet().stream().map(String::valueOf).toList();
    }

    /** The value under a name, as it stands in the file. */
    public Optional<Object> plain(String name) {
        return Optional.ofNullable(plain.get(name));
    }

    /** The value in the file, or the default. A problem is kept, and the default goes on. */
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new Unreadable(key.name()));
    }

    /** The same with a default that follows from other keys. */
    public <T> T get(Key<T> key, T derived) {
        T value = said(key).orElse(derived);
        answers.put(key, value);
        return value;
    }

    /** The value in the file, or the default; empty if there is neither. A problem is kept. */
    public <T> Optional<T> find(Key<T> key) {
        Optional<T> value = said(key).or(key::fixed);
        value.ifPresent(answer -> answers.put(key, answer));
        return value;
    }

    /** A block inside, all defaults if the file has none. */
    public Values block(Key<Values> key) {
        Object there = plain.get(key.name());
        Values inside = key.codec().read(there == null ? Map.of() : there, place.key(key.name()));
        answers.put(key, inside);
        return inside;
    }

    /** A whole number that may be missing. */
    public OptionalInt count(Key<Integer> key) {
        return find(key).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** A number that may be missing. */
    public OptionalDouble number(Key<Double> key) {
        return find(key).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    /** The items of a list for which {@code reading} finds nothing wrong; the others are problems. */
    public <A, T> List<T> each(Key<List<A>> key, Function<A, T> reading) {
        List<T> read = new ArrayList<>();
        List<A> items = get(key);
        for (int i = 0; i < items.size(); i++) {
            try {
                read.add(reading.apply(items.get(i)));
            } catch (IllegalArgumentException e) {
                place.key(key.name()).item(i).wrong(String.valueOf(e.getMessage()));
            }
        }
        return read;
    }

    /** This block as {@code making} reads it; empty if it cannot, which is a problem. */
    public <T> Optional<T> make(Function<Values, T> making) {
        try {
            return Optional.of(making.apply(this));
        } catch (Unreadable e) {
            return Optional.empty(); // its problem is kept already
        } catch (IllegalArgumentException e) {
            place.wrongInside(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Keeps a problem that begins with one of this block's keys. */
    public void wrong(String text) {
        place.wrongInside(text);
    }

    /** All values that count, in the order of their keys. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        block.keys().forEach(key -> show(key, shown));
        return shown;
    }

    private <T> void show(Key<T> key, Map<String, Object> shown) {
        if (answers.containsKey(key)) {
            @SuppressWarnings("unchecked") // only get and find put it there
            T value = (T) answers.get(key);
            shown.put(key.name(), key.codec().write(value));
        }
    }

    private <T> Optional<T> said(Key<T> key) {
        Object there = plain.get(key.name());
        if (there == null) {
            return Optional.empty();
        }
        Place at = place.key(key.name());
        try {
            return Optional.of(key.codec().read(there, at));
        } catch (IllegalArgumentException e) {
            at.wrong(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A key without a default has no value that can be read. */
    private static final class Unreadable extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Unreadable(String name) {
            super(name + ": is missing");
        }
    }
}
