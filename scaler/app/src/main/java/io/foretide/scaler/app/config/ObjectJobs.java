package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.config.Key;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerObject;
import io.foretide.text.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs of {@code PredictiveAutoscaler} objects, by the rules of a fleet's file: they are written to one, so that a command or a
 * training of its own process finds them by their names. Not thread-safe.
 */
public final class ObjectJobs {
    private static final Logger log = LoggerFactory.getLogger(ObjectJobs.class);
    private static final String JOB = "job";
    private static final String TARGET = "target";
    private static final String NAMESPACE = "namespace";

    private final Path file;
    private List<FleetConfig.Job> before = List.of();

    /** @param file that is written, and named where a job is from */
    public ObjectJobs(Path file) {
        this.file = file;
    }

    /** The jobs that were written last, by whatever process; none if there is no file of theirs that can be read. */
    public List<FleetConfig.Job> remember() {
        if (before.isEmpty() && Files.isRegularFile(file)) {
            try {
                before = ConfigReader.fleet(file).jobs();
            } catch (ConfigException e) {
                log.warn("the objects of the last time are not known: {}", e.getMessage());
            }
        }
        return before;
    }

    /**
     * The job of each object. Of two with one name the second is wrong, and a name that is said comes after one that is made of
     * namespace and name, so that nobody takes the name of another namespace's.
     *
     * @throws IOException if the file cannot be written
     */
    public List<ObjectJob> read(FleetConfig.Objects settings, List<AutoscalerObject> objects) throws IOException {
        Map<String, ObjectNode> right = new LinkedHashMap<>();
        Map<String, String> owners = new HashMap<>();
        List<ObjectJob> jobs = new ArrayList<>();
        for (AutoscalerObject object : sorted(objects)) {
            ObjectNode said = object.spec();
            List<String> problems = ObjectKeys.problems(said, object.namespace());
            ObjectKeys.withoutControls(said);
            complete(said, settings.shared().path("defaults"), object);
            String name = said.path(JOB).asText();
            Optional.ofNullable(owners.putIfAbsent(name, object.key()))
                    .ifPresent(owner -> problems.add(
                            "job " + name + ": must be another name, PredictiveAutoscaler " + owner + " has it"));
            if (problems.isEmpty()) {
                right.put(object.key(), said);
            } else {
                jobs.add(new ObjectJob(
                        object.key(), FleetConfig.Job.wrong(name, object.key(), Optional.of(said), problems)));
            }
        }
        ObjectNode tree = settings.shared().deepCopy();
        ArrayNode list = tree.putArray("jobs");
        right.values().forEach(list::add);
        new OutputFile(file).write(Yaml.text(Yaml.plain(tree)));
        Iterator<FleetConfig.Job> read = new FleetFile(file, tree).each(before).iterator();
        right.keySet().forEach(key -> jobs.add(new ObjectJob(key, read.next())));
        before = jobs.stream().map(ObjectJob::job).toList();
        return jobs;
    }

    private static List<AutoscalerObject> sorted(List<AutoscalerObject> objects) {
        return objects.stream()
                .sorted(Comparator.comparing(
                                (AutoscalerObject object) -> object.spec().has(JOB))
                        .thenComparing(AutoscalerObject::key))
                .toList();
    }

    /** The name of a job, its object, and the namespace of a target that has one: the object's, whatever is said for all. */
    private static void complete(ObjectNode said, JsonNode defaults, AutoscalerObject object) {
        said.put(ConfigKeys.OBJECT.name(), object.key());
        if (!said.has(JOB)) {
            said.put(JOB, object.namespace() + "." + object.name());
        }
        JsonNode type = said.path(TARGET).path("type");
        if (hasNamespace((type.isMissingNode() ? defaults.path(TARGET).path("type") : type).asText())
                && (said.path(TARGET).isObject() || said.path(TARGET).isMissingNode())) {
            said.withObject("/" + TARGET).put(NAMESPACE, object.namespace());
        }
    }

    private static boolean hasNamespace(String type) {
        return Optional.ofNullable(new ConfigKeys().targets().kinds().get(type)).stream()
                .flatMap(kind -> kind.keys().stream())
                .map(Key::name)
                .anyMatch(NAMESPACE::equals);
    }
}
