package io.foretide.config;

import io.foretide.text.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A block whose key {@code type} chooses one of the kinds on the class path, by which its other keys go. Immutable.
 *
 * @param <S> what the block is read to
 */
public final class KindBlock<S> {
    private final Map<String, Kind<S>> kinds = new LinkedHashMap<>();
    private final Key<String> type;
    private final Block block;

    /**
     * The block of all kinds on the class path.
     *
     * @param initially the kind of a block that names none
     * @param help of the key {@code type}
     * @param chosen the word that a file says: if there is such a kind, its keys are shown first, as it declares them
     */
    public <K extends Kind<S>> KindBlock(
            Class<K> service, Key.Default<String> initially, String help, Optional<String> chosen) {
        Extensions.of(service).stream()
                .sorted(Comparator.comparing(Kind<S>::rank).thenComparing(Kind::type))
                .forEach(kind -> kinds.putIfAbsent(kind.type(), kind));
        type = new Key<>("type", Codecs.word(List.copyOf(kinds.keySet())), initially, help);
        Map<String, Key<?>> keys = new LinkedHashMap<>();
        keys.put(type.name(), type);
        chosen.map(kinds::get).ifPresent(kind -> kind.keys().forEach(key -> keys.put(key.name(), key)));
        kinds.values().forEach(kind -> kind.keys().forEach(key -> keys.putIfAbsent(key.name(), key)));
        block = new Block(
                "a block with type and the type's own keys",
                type.isRequired() ? List.of(type) : List.of(),
                List.copyOf(keys.values()));
    }

    public Key<String> type() {
        return type;
    }

    /** The keys of every kind. */
    public Block block() {
        return block;
    }

    /** The kinds by their words, in the order of their ranks. */
    public Map<String, Kind<S>> kinds() {
        return kinds;
    }

    /** The values, read by the chosen kind; empty if there are problems, which the values keep. */
    public Optional<S> read(Values values) {
        Kind<S> kind = Objects.requireNonNull(kinds.get(values.get(type)), "the schema lists the kinds");
        List<String> own = kind.keys().stream().map(Key::name).toList();
        boolean complete = true;
        for (String key : values.names()) {
            // a key that the type does not read would be a wish that nobody hears
            if (!key.equals(type.name()) && !own.contains(key)) {
                values.wrong(key + " " + Json.line(values.plain(key).orElse("")) + ": is not allowed with the type \""
                        + kind.type() + "\"; " + allowed(own));
            }
        }
        for (Key<?> key : kind.keys()) {
            if (key.isRequired() && !values.has(key)) {
                values.wrong(key.name() + ": is missing; the type \"" + kind.type() + "\" needs it");
                complete = false;
            }
        }
        return complete ? values.make(kind::read) : Optional.empty();
    }

    private static String allowed(List<String> own) {
        return own.isEmpty() ? "it has no other keys" : "allowed are " + String.join(", ", new TreeSet<>(own));
    }
}
