package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the Flink job that a name, an id, or nothing stands for. */
final class FlinkJobs {
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "CANCELLING", "FAILED");

    private FlinkJobs() {}

    static boolean ended(String state) {
        return ENDED.contains(state);
    }

    /**
     * The id of the live job that is meant; empty if there is none.
     *
     * @throws IOException if several are meant
     */
    static Optional<String> find(FlinkRest rest, Optional<String> wanted) throws IOException {
        List<String> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
            String id = job.path("jid").asText();
            String name = job.path("name").asText();
            boolean meant =
                    wanted.map(given -> given.equals(id) || given.equals(name)).orElse(true);
            if (meant && !ended(job.path("state").asText())) {
                ids.add(id);
                names.add(name + " (" + id + ")");
            }
        }
        if (ids.size() > 1) {
            throw new IOException("Flink at " + rest.address() + " runs " + ids.size() + " jobs"
                    + wanted.map(given -> " called '" + given + "'").orElse("") + ": " + String.join(", ", names)
                    + "; exactly one must be meant\nMaybe set the job's "
                    + (wanted.isPresent() ? "id" : "name or id"));
        }
        return ids.stream().findFirst();
    }
}
