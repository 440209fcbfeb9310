package io.foretide.scaler.kubernetes;

import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.scaler.control.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people ask for in the spec of a {@code PredictiveAutoscaler}: the words of the annotations, each with its end beside it.
 * Stateless.
 */
public final class SpecControls {
    private static final String UNTIL = "Until";
    private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})";
    private static final String EXAMPLE = "2026-01-31T18:00:00Z";

    /** A key of the spec, and the annotation whose word it is. */
    private record Word(String key, String annotation, boolean mayEnd) {
        boolean isPause() {
            return annotation.startsWith(Annotations.PAUSE);
        }
    }

    private static final List<Word> WORDS = List.of(
            new Word("mode", Annotations.MODE, true),
            new Word("pin", Annotations.PIN, true),
            new Word("paused", Annotations.PAUSE, true),
            new Word("pausedIn", Annotations.PAUSE_IN, true),
            new Word("pausedOut", Annotations.PAUSE_OUT, true),
            new Word("min", Annotations.MIN, false),
            new Word("max", Annotations.MAX, false),
            new Word("standoff", Annotations.STANDOFF, false));

    private SpecControls() {}

    /** The keys, beside those of a job. */
    public static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>();
        ending(keys, "mode", Mode.KEY.codec(), "what may be done to the target, before target.mode; \"off\" in quotes");
        ending(keys, "pin", Codecs.count(), "exactly this many TaskManagers");
        ending(keys, "paused", Codecs.flag(), "nothing is scaled");
        ending(keys, "pausedIn", Codecs.flag(), "nothing is scaled in, that is down");
        ending(keys, "pausedOut", Codecs.flag(), "nothing is scaled out, that is up");
        keys.add(Key.optional("min", Codecs.count(), "never fewer TaskManagers, besides the planner's"));
        keys.add(Key.optional("max", Codecs.count(), "never more TaskManagers, besides the planner's"));
        keys.add(Key.optional(
                "standoff",
                Codecs.text("^(off|" + TIME + ")$", "\"off\", or a time such as " + EXAMPLE),
                "sizes that others set are not left alone, or not those up to then"));
        return keys;
    }

    private static <T> void ending(List<Key<?>> keys, String name, Codec<T> codec, String help) {
        keys.add(Key.optional(name, codec, help));
        keys.add(Key.optional(
                name + UNTIL, Codecs.text("^" + TIME + "$", "a time such as " + EXAMPLE), "when " + name + " ends"));
    }

    /** The key of the spec whose word the annotation is. */
    static String key(String annotation) {
        return WORDS.stream()
                .filter(word -> word.annotation().equals(annotation))
                .findFirst()
                .orElseThrow()
                .key();
    }

    /** What a spec asks for, as annotations would. */
    static Map<String, String> asked(Map<?, ?> spec) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (Word word : WORDS) {
            Optional<String> value = Optional.ofNullable(spec.get(word.key())).map(String::valueOf);
            Optional<String> until = word.mayEnd()
                    ? Optional.ofNullable(spec.get(word.key() + UNTIL)).map(String::valueOf)
                    : Optional.empty();
            word(word, value, until).ifPresent(text -> asked.put(word.annotation(), text));
        }
        return asked;
    }

    /** A pause that has an end need not be said besides; one that is said not to be is none. */
    private static Optional<String> word(Word word, Optional<String> value, Optional<String> until) {
        if (word.isPause()) {
            return value.filter("false"::equals).or(() -> until).or(() -> value);
        }
        return value.map(
                text -> text + until.map(end -> AnnotatedMode.UNTIL + end).orElse(""));
    }

    /** Ends that are said of nothing, in words; empty if there are none. */
    public static List<String> problems(Set<String> said) {
        return WORDS.stream()
                .filter(word -> word.mayEnd() && !word.isPause())
                .filter(word -> said.contains(word.key() + UNTIL) && !said.contains(word.key()))
                .map(word -> word.key() + UNTIL + ": is said without " + word.key())
                .toList();
    }

    /** The change of a spec that asks for the same as a change of annotations; null takes a key away. */
    static Map<String, @Nullable Object> change(Map<String, String> set, Set<String> removed) {
        Map<String, @Nullable Object> change = new LinkedHashMap<>();
        for (Word word : WORDS) {
            if (removed.contains(word.annotation())) {
                change.put(word.key(), null);
                if (word.mayEnd()) {
                    change.put(word.key() + UNTIL, null);
                }
            }
            Optional.ofNullable(set.get(word.annotation())).ifPresent(text -> set(word, text, change));
        }
        return change;
    }

    private static void set(Word word, String text, Map<String, @Nullable Object> change) {
        if (word.isPause()) {
            boolean ends = !text.equals("true");
            change.put(word.key(), true);
            change.put(word.key() + UNTIL, ends ? text : null);
            return;
        }
        int end = text.indexOf(AnnotatedMode.UNTIL);
        String value = end < 0 ? text : text.substring(0, end);
        change.put(word.key(), value.matches("\\d+") ? (Object) Integer.valueOf(value) : value);
        if (word.mayEnd()) {
            change.put(word.key() + UNTIL, end < 0 ? null : text.substring(end + AnnotatedMode.UNTIL.length()));
        }
    }
}
