package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.config.Block;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.scaler.kubernetes.SpecControls;
import io.foretide.scaler.local.LocalProcesses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which keys of a job a {@code PredictiveAutoscaler} object may have. Whoever may write one in a namespace need not be trusted
 * with the service: its files, its programs and other namespaces are not for objects to name.
 */
final class ObjectKeys {
    /** What is the service's own, beside what has to be said once for all jobs. */
    private static final List<Key<?>> SERVICE = List.of(
            ConfigKeys.DATA, ConfigKeys.STORE, ConfigKeys.KEEP, ConfigKeys.HTTP, ConfigKeys.OBJECT, ConfigKeys.LEADER);

    private static final Map<String, Object> FILE = Codecs.path().schema();
    private static final String NAMESPACE = "namespace";
    private static final String CONTEXT = "context";
    private static final String PROGRAM = new LocalProcesses.Kind().type();

    private ObjectKeys() {}

    /** The keys of the spec that a job in a file has, too. */
    static List<Key<?>> root() {
        return new ConfigKeys()
                .root().keys().stream().filter(key -> !SERVICE.contains(key)).toList();
    }

    /** The keys of the spec that are no job's: what is asked for from minute to minute. */
    static List<Key<?>> controls() {
        return SpecControls.keys();
    }

    /** The keys of a block that do not name a file, nor need one, nor name another cluster. */
    static List<Key<?>> of(Block block) {
        return block.keys().stream()
                .filter(key -> !isFile(key) && !key.name().equals(CONTEXT))
                .toList();
    }

    /** Whether a target of this type is started by the service itself. */
    static boolean isProgram(String targetType) {
        return targetType.equals(PROGRAM);
    }

    private static boolean isFile(Key<?> key) {
        return key.codec().schema().equals(FILE)
                || key.codec()
                        .inside()
                        .filter(block -> block.required().stream().anyMatch(ObjectKeys::isFile))
                        .isPresent();
    }

    /** What an object in {@code namespace} says and may not, by key, value and what is allowed. */
    static List<String> problems(ObjectNode spec, String namespace) {
        List<String> problems = new ArrayList<>();
        for (Key<?> key : SERVICE) {
            if (spec.has(key.name())) {
                problems.add(key.name() + ": is the service's, and is said in its own file");
            }
        }
        if (isProgram(spec.path("target").path("type").asText())) {
            problems.add("target.type \"" + PROGRAM + "\": is not allowed in an object");
        }
        problems.addAll(SpecControls.problems(names(spec)));
        root().forEach(key -> look(new Said(key, key.name(), spec.path(key.name())), namespace, problems));
        return problems;
    }

    /** Takes away what is asked for from minute to minute: the target reads it where it stands. */
    static void withoutControls(ObjectNode spec) {
        controls().forEach(key -> spec.remove(key.name()));
    }

    private static Set<String> names(ObjectNode spec) {
        Set<String> names = new HashSet<>();
        spec.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What stands at a key, which is a missing node if nothing does. */
    private record Said(Key<?> key, String path, JsonNode value) {}

    private static void look(Said said, String namespace, List<String> problems) {
        if (said.value().isMissingNode()) {
            return;
        }
        if (isFile(said.key())) {
            problems.add(
                    said.path() + ": is not allowed in an object, as it names a file of the service's\nMaybe say it"
                            + " under defaults of the fleet's file");
        } else if (said.key().name().equals(CONTEXT)) {
            problems.add(said.path() + ": is not allowed in an object, which scales in its own cluster");
        } else if (said.key().name().equals(NAMESPACE) && !said.value().asText().equals(namespace)) {
            problems.add(said.path() + " \"" + said.value().asText() + "\": must be the object's own, \"" + namespace
                    + "\"");
        }
        said.key().codec().inside().filter(block -> !isFile(said.key())).ifPresent(block -> {
            Iterable<JsonNode> blocks = said.value().isArray() ? said.value() : List.of(said.value());
            blocks.forEach(one -> block.keys()
                    .forEach(key -> look(
                            new Said(key, said.path() + "." + key.name(), one.path(key.name())), namespace, problems)));
        });
    }
}
