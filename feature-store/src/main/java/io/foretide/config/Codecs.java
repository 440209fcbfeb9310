package io.foretide.config;

import io.foretide.text.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The forms that values have. {@code allowed} is what an error says after the value: "must be ...". */
public final class Codecs {
    private static final int MAX_COUNT = 10_000;
    private static final double MAX_NUMBER = 1e12;

    private Codecs() {}

    /** A text that a regular expression describes. */
    public static Codec<String> text(String pattern, String allowed) {
        return plain(Map.of("type", "string", "pattern", pattern), allowed, String::valueOf);
    }

    /** A text of at most {@code length} characters that a regular expression describes. */
    public static Codec<String> text(String pattern, int length, String allowed) {
        return plain(Map.of("type", "string", "pattern", pattern, "maxLength", length), allowed, String::valueOf);
    }

    /** A text that is not empty. */
    public static Codec<String> text(String allowed) {
        return plain(Map.of("type", "string", "minLength", 1), allowed, String::valueOf);
    }

    /** Any text. */
    public static Codec<String> anyText(String allowed) {
        return plain(Map.of("type", "string"), allowed, String::valueOf);
    }

    /** One of some words. */
    public static Codec<String> word(List<String> words) {
        return word(words, enumerated(words));
    }

    /** One of some words; {@code allowed} names them. */
    public static Codec<String> word(List<String> words, String allowed) {
        return plain(Map.of("enum", words), allowed, String::valueOf);
    }

    /** One of an enum's constants, each by its word. */
    public static <E extends Enum<E>> Codec<E> word(List<E> constants, Function<E, String> word) {
        return word(constants.stream().map(word).toList())
                .as(
                        text -> constants.stream()
                                .filter(one -> word.apply(one).equals(text))
                                .findFirst()
                                .orElseThrow(),
                        word);
    }

    /** True or false. */
    public static Codec<Boolean> flag() {
        return plain(Map.of("type", "boolean"), "true or false", Boolean.class::cast);
    }

    /** A number of things. */
    public static Codec<Integer> count() {
        return count(1, MAX_COUNT, "a whole number from 1 to " + MAX_COUNT);
    }

    /** A whole number. */
    public static Codec<Integer> count(int min, int max, String allowed) {
        return plain(
                Map.of("type", "integer", "minimum", min, "maximum", max),
                allowed,
                plain -> ((Number) plain).intValue());
    }

    /** A number within {@code bounds}, which are a JSON schema's, such as {@code exclusiveMinimum}. */
    public static Codec<Double> number(Map<String, Object> bounds, String allowed) {
        Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "number"));
        schema.putAll(bounds);
        return plain(schema, allowed, plain -> ((Number) plain).doubleValue());
    }

    /** A number above zero, of a size with which can be reckoned. */
    public static Codec<Double> positive() {
        return number(Map.of("exclusiveMinimum", 0, "maximum", MAX_NUMBER), "a number above 0 and at most 1e12");
    }

    /** One of some numbers. */
    public static Codec<Double> oneOf(List<Double> numbers, String allowed) {
        return plain(Map.of("enum", numbers), allowed, plain -> ((Number) plain).doubleValue());
    }

    /** The path of a file or folder. */
    public static Codec<Path> path() {
        return text("a path").as(Codecs::toPath, Path::toString);
    }

    private static Path toPath(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": must be a path, in characters that this system's file names may have", e);
        }
    }

    /** A duration within bounds, both allowed. */
    public static Codec<Duration> duration(Duration min, Duration max) {
        String pattern = "^(\\d+\\s*(ms|s|m|min|h|d)|PT.+)$";
        return text(pattern, "a duration such as 90s, 5m or 2h")
                .as(
                        text -> {
                            Duration value = Durations.parse(text);
                            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                                throw new IllegalArgumentException(Durations.format(value) + ": must be "
                                        + Durations.format(min) + " to " + Durations.format(max));
                            }
                            return value;
                        },
                        Durations::inOneUnit);
    }

    /** A list; each item's problems are told with its index. */
    public static <T> Codec<List<T>> list(Codec<T> item, String allowed) {
        return list(item, allowed, Map.of());
    }

    /** A list of at least one item, none twice. */
    public static <T> Codec<List<T>> set(Codec<T> item, String allowed) {
        return list(item, allowed, Map.of("minItems", 1, "uniqueItems", true));
    }

    private static <T> Codec<List<T>> list(Codec<T> item, String allowed, Map<String, Object> more) {
        Map<String, Object> schema = described(Map.of("type", "array"), allowed);
        schema.putAll(new TreeMap<>(more)); // the same order in every run
        schema.put("items", item.schema());
        return codec(
                schema,
                item.inside(),
                (plain, place) -> {
                    List<T> items = new ArrayList<>();
                    int index = 0;
                    for (Object one : (List<?>) plain) {
                        Place at = place.item(index++);
                        try {
                            items.add(item.read(one, at));
                        } catch (IllegalArgumentException e) {
                            at.wrong(String.valueOf(e.getMessage()));
                        }
                    }
                    return items;
                },
                items -> items.stream().map(item::write).toList());
    }

    /** Texts by texts, at least one. */
    public static Codec<Map<String, String>> texts(Codec<String> value, String allowed) {
        Map<String, Object> schema = described(Map.of("type", "object", "minProperties", 1), allowed);
        schema.put("additionalProperties", value.schema());
        return codec(
                schema,
                Optional.empty(),
                (plain, place) -> {
                    Map<String, String> texts = new LinkedHashMap<>();
                    ((Map<?, ?>) plain).forEach((key, text) -> {
                        Place at = place.key(String.valueOf(key));
                        try {
                            texts.put(String.valueOf(key), value.read(text, at));
                        } catch (IllegalArgumentException e) {
                            at.wrong(String.valueOf(e.getMessage()));
                        }
                    });
                    return texts;
                },
                texts -> texts);
    }

    /** A block inside. */
    public static Codec<Values> block(Block block) {
        return codec(
                block.schema(),
                Optional.of(block),
                (plain, place) -> new Values(block, (Map<?, ?>) plain, place),
                Values::shown);
    }

    /** {@code a, b or c}. */
    public static String enumerated(List<String> words) {
        int last = words.size() - 1;
        return IntStream.range(0, words.size())
                .mapToObj(i -> (i == 0 ? "" : i == last ? " or " : ", ") + words.get(i))
                .collect(Collectors.joining());
    }

    private static <T> Codec<T> plain(Map<String, Object> schema, String allowed, Function<Object, T> reading) {
        return codec(
                described(schema, allowed), Optional.empty(), (plain, place) -> reading.apply(plain), value -> value);
    }

    private static Map<String, Object> described(Map<String, Object> schema, String allowed) {
        Map<String, Object> all = new LinkedHashMap<>(new TreeMap<>(schema));
        all.put("description", allowed);
        return all;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(Object plain, Place place);
    }

    private static <T> Codec<T> codec(
            Map<String, Object> schema, Optional<Block> inside, Reading<T> reading, Function<T, Object> writing) {
        return new Codec<>() {
            @Override
            public T read(Object plain, Place place) {
                return reading.read(plain, place);
            }

            @Override
            public Object write(T value) {
                return writing.apply(value);
            }

            @Override
            public Map<String, Object> schema() {
                return schema;
            }

            @Override
            public Optional<Block> inside() {
                return inside;
            }
        };
    }
}
