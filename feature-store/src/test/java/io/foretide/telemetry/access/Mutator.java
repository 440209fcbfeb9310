package io.foretide.telemetry.access;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes bad input of good, by a seed: equal seeds, equal input. Not thread-safe. */
public final class Mutator {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern VALUE = Pattern.compile("(?<=[:,\\[=])\\s*(\"[^\"]*\"|-?\\d[\\d.]*|true|false)");
    private static final List<String> NUMBERS = List.of(
            "-1",
            "0",
            "1e300",
            "-1e300",
            "1e999",
            "NaN",
            "Infinity",
            "9223372036854775808",
            "2147483648",
            "1e-320",
            "0x10",
            "1,5",
            "99999999999999999999999999999999999999");
    private static final List<String> VALUES =
            List.of("null", "{}", "[]", "\"\"", "[[]]", "true", "\"\\u0000\"", "\"<html>\"", "PT9999999999999H");
    private static final List<String> PARTS =
            List.of("\uFEFF", "\u0000", "\r", "'", "\"", "{", "}", "[", "]", ",", ":", "\n\n", "&a *a", "%", "\u00e4");
    private static final int DEEP = 3_000;
    private static final int LONG = 100_000;

    private final Random random;

    public Mutator(long seed) {
        this.random = new Random(seed);
    }

    /** One to three mutations of a text. */
    public String mutated(String text) {
        return new String(mutated(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** One to three mutations. */
    public byte[] mutated(byte[] input) {
        byte[] output = input;
        for (int i = random.nextInt(3); i >= 0; i--) {
            output = once(output);
        }
        return output;
    }

    /** Bytes of which a few are others, as a bad disk leaves them. */
    public byte[] damaged(byte[] input) {
        byte[] output = input;
        for (int i = random.nextInt(5); i >= 0; i--) {
            output = flipped(output);
        }
        return random.nextInt(10) == 0 ? slice(output, 0, at(output.length)) : output;
    }

    private byte[] once(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        return switch (random.nextInt(10)) {
            case 0 -> slice(input, 0, at(input.length));
            case 1 -> flipped(input);
            case 2 -> without(input, at(input.length), random.nextInt(20));
            case 3 -> doubled(input, at(input.length), random.nextInt(200));
            case 4, 5 -> bytes(replaced(text, NUMBER, one(NUMBERS)));
            case 6, 7 -> bytes(replaced(text, VALUE, one(VALUES)));
            case 8 -> bytes(inserted(text, one(PARTS)));
            default -> rarely(text);
        };
    }

    /** What takes long is rare. */
    private byte[] rarely(String text) {
        return switch (random.nextInt(20)) {
            case 0 -> bytes(inserted(text, "[".repeat(DEEP)));
            case 1 -> bytes(inserted(text, "x".repeat(LONG)));
            case 2 -> bytes(inserted(text, "9".repeat(LONG)));
            default -> bytes(replaced(text, NUMBER, String.valueOf(random.nextLong())));
        };
    }

    private String replaced(String text, Pattern pattern, String by) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.isEmpty()) {
            return text + by;
        }
        MatchResult match = found.get(random.nextInt(found.size()));
        return text.substring(0, match.start()) + by + text.substring(match.end());
    }

    private String inserted(String text, String part) {
        int at = at(text.length());
        return text.substring(0, at) + part + text.substring(at);
    }

    private byte[] flipped(byte[] input) {
        byte[] output = input.clone();
        if (output.length > 0) {
            output[random.nextInt(output.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return output;
    }

    private static byte[] without(byte[] input, int from, int length) {
        return joined(slice(input, 0, from), slice(input, Math.min(input.length, from + length), input.length));
    }

    private static byte[] doubled(byte[] input, int from, int length) {
        return joined(slice(input, 0, Math.min(input.length, from + length)), slice(input, from, input.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static byte[] slice(byte[] input, int from, int to) {
        return Arrays.copyOfRange(input, from, Math.max(from, to));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private int at(int length) {
        return random.nextInt(length + 1);
    }
}
