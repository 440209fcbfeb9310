package io.foretide.telemetry.flink;

import io.foretide.telemetry.Plausibility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Set-up of a Flink cluster, as its REST interface tells. Every method throws an {@link IOException} if Flink cannot be
 * reached. Thread-safe.
 */
public final class FlinkCluster {
    private final FlinkRest rest;

    /** The cluster behind {@code rest}; nothing is asked yet. */
    public FlinkCluster(FlinkRest rest) {
        this.rest = rest;
    }

    /**
     * Registered TaskManagers and slots.
     *
     * @param version Flink's, such as {@code 2.3.0}
     * @param slots of all TaskManagers
     */
    public record Overview(String version, int taskManagers, int slots) {
        /** Whether this is Flink {@code major.minor} or newer; a version that cannot be read is not. */
        public boolean isAtLeast(int major, int minor) {
            String[] parts = version.split("[.-]", -1);
            try {
                int first = Integer.parseInt(parts[0]);
                return first > major || (first == major && Integer.parseInt(parts[1]) >= minor);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                return false;
            }
        }
    }

    public Overview overview() throws IOException {
        FlinkAnswer overview = rest.get("/overview");
        return new Overview(
                overview.text("flink-version"),
                overview.count("taskmanagers", Plausibility.MAX_TASK_MANAGERS),
                overview.count("slots-total", Plausibility.MAX_SLOTS));
    }

    /** The JobManager's configuration, as far as it is not left at the defaults. */
    public Map<String, String> configuration() throws IOException {
        Map<String, String> configuration = new LinkedHashMap<>();
        for (FlinkAnswer entry : rest.list("/jobmanager/config")) {
            configuration.put(entry.text("key"), entry.node().path("value").asText());
        }
        return configuration;
    }

    /** The slots of each registered TaskManager. */
    public List<Integer> slots() throws IOException {
        List<Integer> slots = new ArrayList<>();
        for (FlinkAnswer taskManager : rest.get("/taskmanagers").list("taskmanagers")) {
            slots.add(taskManager.count("slotsNumber", Plausibility.MAX_SLOTS));
        }
        return slots;
    }

    /** The live jobs that a name or an id stands for, by name; without one, all. */
    public List<LiveJob> jobs(Optional<String> nameOrId) throws IOException {
        return FlinkJobs.live(rest, nameOrId);
    }

    /** What is said of several jobs where one must be meant: a sentence, and a line of advice. */
    public String ambiguity(Optional<String> nameOrId, List<LiveJob> jobs) {
        return FlinkJobs.ambiguity(rest, nameOrId, jobs);
    }

    /** Set-up of a job, by its id. */
    public JobSetup job(String id) throws IOException {
        return JobSetup.read(rest, id);
    }
}
