package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.config.Key;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerObject;
import io.foretide.text.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs of {@code PredictiveAutoscaler} objects, by the rules of a fleet's file: they are written to one, so that a command or a
 * training of its own process finds them by their names. Not thread-safe.
 */
public final class ObjectJobs {
    private static final String JOB = "job";
    private static final String TARGET = "target";
    private static final String NAMESPACE = "namespace";
    private static final String CONTEXT = "context";
    private static final String DEFAULTS = "defaults";

    private final Path file;
    private List<FleetConfig.Job> before = List.of();

    /** @param file that is written, and named where a job is from */
    public ObjectJobs(Path file) {
        this.file = file;
    }

    /**
     * The job of each object. Of two with one name the second is wrong, and a name that is said comes after one that is made of
     * namespace and name, so that nobody takes the name of another namespace's.
     *
     * @throws IOException if the file cannot be written
     */
    public List<ObjectJob> read(FleetConfig.Objects settings, List<AutoscalerObject> objects) throws IOException {
        ObjectNode shared = shared(settings);
        Map<String, ObjectNode> right = new LinkedHashMap<>();
        Map<String, String> owners = new HashMap<>();
        List<ObjectJob> jobs = new ArrayList<>();
        for (AutoscalerObject object : sorted(objects)) {
            ObjectNode said = object.spec().deepCopy();
            List<String> problems = ObjectKeys.problems(said, object.namespace());
            ObjectKeys.withoutControls(said);
            complete(said, shared.path(DEFAULTS), object);
            String name = said.path(JOB).asText();
            Optional.ofNullable(owners.putIfAbsent(name, object.id()))
                    .ifPresent(owner -> problems.add(
                            "job " + name + ": must be another name, PredictiveAutoscaler " + owner + " has it"));
            if (problems.isEmpty()) {
                right.put(object.id(), said);
            } else {
                jobs.add(new ObjectJob(
                        object.id(), FleetConfig.Job.wrong(name, object.id(), Optional.of(said), problems)));
            }
        }
        ObjectNode tree = shared.deepCopy();
        ArrayNode list = tree.putArray("jobs");
        right.values().forEach(list::add);
        new OutputFile(file).write(Yaml.text(Yaml.plain(tree)));
        Iterator<FleetConfig.Job> read = new FleetFile(file, tree).each(before).iterator();
        right.keySet().forEach(key -> jobs.add(new ObjectJob(key, read.next())));
        before = jobs.stream().map(ObjectJob::job).toList();
        return jobs;
    }

    /** What is said for all; in which cluster its target is, every object says by where it is itself. */
    private static ObjectNode shared(FleetConfig.Objects settings) {
        ObjectNode shared = settings.shared().deepCopy();
        if (shared.path(DEFAULTS).path(TARGET) instanceof ObjectNode target) {
            target.remove(CONTEXT);
        }
        return shared;
    }

    private static List<AutoscalerObject> sorted(List<AutoscalerObject> objects) {
        return objects.stream()
                .sorted(Comparator.comparing(
                                (AutoscalerObject object) -> object.spec().has(JOB))
                        .thenComparing(AutoscalerObject::id))
                .toList();
    }

    /** The name of a job, its object, and namespace and cluster of a target that has them: the object's, whatever is said for all. */
    private static void complete(ObjectNode said, JsonNode defaults, AutoscalerObject object) {
        said.put(ConfigKeys.OBJECT.name(), object.id());
        if (!said.has(JOB)) {
            said.put(JOB, prefix(object) + object.namespace() + "." + object.name());
        }
        JsonNode type = said.path(TARGET).path("type");
        if (hasNamespace((type.isMissingNode() ? defaults.path(TARGET).path("type") : type).asText())
                && (said.path(TARGET).isObject() || said.path(TARGET).isMissingNode())) {
            ObjectNode target = said.withObject("/" + TARGET).put(NAMESPACE, object.namespace());
            object.context().ifPresent(context -> target.put(CONTEXT, context));
        }
    }

    /** A context may have any name, a job has not. */
    private static String prefix(AutoscalerObject object) {
        return object.context()
                .map(context -> context.replaceAll("[^A-Za-z0-9._-]", "-") + ".")
                .orElse("");
    }

    private static boolean hasNamespace(String type) {
        return Optional.ofNullable(new ConfigKeys().targets().kinds().get(type)).stream()
                .flatMap(kind -> kind.keys().stream())
                .map(Key::name)
                .anyMatch(NAMESPACE::equals);
    }
}
