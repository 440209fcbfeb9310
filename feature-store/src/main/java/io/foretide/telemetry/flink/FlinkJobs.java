package io.foretide.telemetry.flink;

import io.foretide.telemetry.UnreadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the Flink job that a name, an id, or nothing stands for. */
final class FlinkJobs {
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "CANCELLING", "FAILED");

    private FlinkJobs() {}

    static boolean ended(String state) {
        return ENDED.contains(state);
    }

    /** The live jobs that a name or an id stands for; without one, all. By name, as Flink's order changes from answer to answer. */
    static List<LiveJob> live(FlinkRest rest, Optional<String> nameOrId) throws IOException {
        List<LiveJob> jobs = new ArrayList<>();
        for (FlinkAnswer entry : rest.get("/jobs/overview").list("jobs")) {
            LiveJob job = new LiveJob(
                    entry.id("jid"),
                    entry.text("name"),
                    entry.text("state"),
                    entry.node().path("schedulerType").asText("Adaptive"));
            if (!ended(job.state()) && nameOrId.map(job::isCalled).orElse(true)) {
                jobs.add(job);
            }
        }
        jobs.sort(Comparator.comparing(LiveJob::name).thenComparing(LiveJob::id));
        return jobs;
    }

    /**
     * The id of the live job that is meant; empty if there is none.
     *
     * @throws IOException if several are meant
     */
    static Optional<String> find(FlinkRest rest, Optional<String> nameOrId) throws IOException {
        List<LiveJob> jobs = live(rest, nameOrId);
        if (jobs.size() > 1) {
            throw UnreadException.ambiguous(ambiguity(rest, nameOrId, jobs));
        }
        return jobs.stream().map(LiveJob::id).findFirst();
    }

    /** What to say of several jobs where one must be meant: a sentence, and a line of advice. */
    static String ambiguity(FlinkRest rest, Optional<String> nameOrId, List<LiveJob> jobs) {
        return "Flink at " + rest.address() + " runs " + jobs.size() + " jobs"
                + nameOrId.map(name -> " called '" + name + "'").orElse("") + ": "
                + jobs.stream().map(LiveJob::toString).collect(Collectors.joining(", "))
                + "; exactly one must be meant by flink.job\nMaybe set flink.job to the "
                + (nameOrId.isPresent() ? "id" : "name or id") + " of one of them";
    }
}
