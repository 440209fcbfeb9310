package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flink's configuration, as far as manifests say it: by ConfigMaps, above them the environment, above both arguments. Immutable.
 *
 * @param keys dotted; none whose value is only known in the Pod
 */
record FlinkSettings(Map<String, String> keys) {
    private static final List<String> FILES = List.of("flink-conf.yaml", "config.yaml", "FLINK_PROPERTIES");
    private static final Pattern LINE =
            Pattern.compile("^([\\w.-]+)\\s*:\\s+(?:\"(.*)\"|'(.*)'|(.+?))(?:\\s+#.*)?$", Pattern.MULTILINE);
    private static final Pattern ARGUMENT = Pattern.compile("^(?:-D)?([\\w-]+(?:\\.[\\w-]+)+)=(.*)$");

    FlinkSettings {
        keys = Map.copyOf(keys);
    }

    /** @param configMaps data of those of its namespace, by name */
    static FlinkSettings of(Workload workload, Map<String, Map<String, String>> configMaps) {
        Map<String, String> keys = new HashMap<>();
        for (String file : FILES) {
            workload.configMaps().stream()
                    .sorted()
                    .map(name -> configMaps.getOrDefault(name, Map.of()).getOrDefault(file, ""))
                    .forEach(text -> keys.putAll(read(text)));
        }
        Optional.ofNullable(workload.environment().get("JOB_MANAGER_RPC_ADDRESS"))
                .ifPresent(address -> keys.put(Key.RPC_ADDRESS, address));
        keys.putAll(read(workload.environment().getOrDefault("FLINK_PROPERTIES", "")));
        for (Iterator<String> words = workload.words().iterator(); words.hasNext(); ) {
            String word = words.next();
            Matcher argument = ARGUMENT.matcher(word.equals("-D") && words.hasNext() ? words.next() : word);
            if (argument.matches()) {
                keys.put(argument.group(1), argument.group(2));
            }
        }
        keys.values().removeIf(value -> value.contains("$"));
        return new FlinkSettings(keys);
    }

    /** Of a block of a FlinkDeployment, dotted or nested. */
    static FlinkSettings of(Object tree) {
        Map<String, String> keys = new HashMap<>();
        flatten("", tree, keys);
        return new FlinkSettings(keys);
    }

    /** These, and those of {@code others} that say nothing here. */
    FlinkSettings over(FlinkSettings others) {
        Map<String, String> both = new HashMap<>(others.keys);
        both.putAll(keys);
        return new FlinkSettings(both);
    }

    /** Lines of dotted keys are no YAML in all of Flink's versions; what is nested is. */
    static Map<String, String> read(String text) {
        Map<String, String> keys = new HashMap<>();
        try {
            flatten("", Serialization.unmarshal(text.isBlank() ? "{}" : text, Map.class), keys);
        } catch (RuntimeException notYaml) {
            for (Matcher line = LINE.matcher(text); line.find(); ) {
                keys.put(line.group(1), line.group(line.start(2) >= 0 ? 2 : line.start(3) >= 0 ? 3 : 4));
            }
        }
        return keys;
    }

    private static void flatten(String path, Object value, Map<String, String> keys) {
        if (value instanceof Map<?, ?> block) {
            block.forEach((key, inside) -> {
                if (inside != null) {
                    flatten(path.isEmpty() ? String.valueOf(key) : path + "." + key, inside, keys);
                }
            });
        } else {
            keys.put(path, String.valueOf(value).strip());
        }
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(keys.get(key)).filter(value -> !value.isEmpty());
    }

    boolean is(String key, String value) {
        return get(key).filter(value::equalsIgnoreCase).isPresent();
    }

    int count(String key, int otherwise) {
        return get(key).filter(value -> value.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .orElse(otherwise);
    }

    /** Whether nothing is said of the scheduler, nor of anything else than where to meet. */
    boolean isUnknown() {
        return keys.keySet().stream().allMatch(Key.RPC_ADDRESS::equals);
    }

    boolean isReactive() {
        return is("scheduler-mode", "reactive");
    }

    boolean isAdaptive() {
        return is("jobmanager.scheduler", "adaptive");
    }

    int restPort() {
        return count("rest.port", 8081);
    }

    int slots() {
        return count("taskmanager.numberOfTaskSlots", 1);
    }

    /** Of Flink's REST interface. */
    String scheme() {
        return is("security.ssl.rest.enabled", "true") ? "https" : "http";
    }

    /** Names that are asked for in more than one place. */
    static final class Key {
        static final String RPC_ADDRESS = "jobmanager.rpc.address";

        private Key() {}
    }
}
