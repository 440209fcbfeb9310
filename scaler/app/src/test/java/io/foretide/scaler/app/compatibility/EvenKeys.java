package io.foretide.scaler.app.compatibility;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A key for each of the trial job's key groups, so that all subtasks get as much: what is measured is the job, not the luck of the
 * keys. Groups are assigned as Flink does it, by the finisher of MurmurHash3 (32 bits) of the key's hash.
 */
final class EvenKeys {
    private static final int KEY_GROUPS = 120;

    private final String[] keys = new String[KEY_GROUPS];

    EvenKeys() {
        IntStream.iterate(0, number -> number + 1)
                .takeWhile(number -> Arrays.asList(keys).contains(null))
                .forEach(number -> {
                    String key = "key" + number;
                    keys[groupOf(key)] = key;
                });
    }

    String get(long number) {
        return keys[(int) (number % KEY_GROUPS)];
    }

    private static int groupOf(String key) {
        int code = Integer.rotateLeft(key.hashCode() * 0xcc9e2d51, 15) * 0x1b873593;
        code = Integer.rotateLeft(code, 13) * 5 + 0xe6546b64;
        code ^= 4; // bytes
        code = (code ^ code >>> 16) * 0x85ebca6b;
        code = (code ^ code >>> 13) * 0xc2b2ae35;
        code ^= code >>> 16;
        return code == Integer.MIN_VALUE ? 0 : Math.abs(code) % KEY_GROUPS;
    }
}
