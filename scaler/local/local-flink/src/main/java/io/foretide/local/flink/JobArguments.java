package io.foretide.local.flink;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Arguments {@code --name value} of a job. Flink's own parser of them has moved between its versions. Immutable. */
final class JobArguments {
    private final Map<String, String> values;

    private JobArguments(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException if {@code args} are not pairs of that form */
    static JobArguments of(String... args) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException("argument '" + args[i] + "': must be --name value");
            }
            values.put(args[i].substring(2), args[i + 1]);
        }
        return new JobArguments(values);
    }

    /** Empty if there is none of that name. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws IllegalArgumentException if there is none of that name */
    String text(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("--" + name + " is missing"));
    }

    /** @throws IllegalArgumentException if there is none of that name, or if it is no whole number */
    long number(String name) {
        return Long.parseLong(text(name));
    }
}
