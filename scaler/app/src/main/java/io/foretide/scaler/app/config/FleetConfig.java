package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.planner.fleet.FleetSettings;
import io.foretide.scaler.control.replicas.ReplicaSettings;
import io.foretide.store.StoreAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The jobs of a file, each checked by itself. Immutable.
 *
 * @param data folder of what the service keeps on its machine, which all jobs share
 * @param store where history, decisions and memory of all jobs are
 * @param keep what is older is forgotten
 * @param limits of all jobs together
 * @param replica this process among those that share the jobs; empty if it has all of them
 * @param objects which of them count; empty if none do
 * @param jobs in the order of the file or of the folder's files
 * @param problems of the whole that keep no job from being served
 * @param metricsOfJobs how many jobs have metrics of their own; empty where the file is one of a single job
 */
public record FleetConfig(
        Path data,
        StoreAddress store,
        Duration keep,
        ForetideConfig.Http http,
        FleetSettings limits,
        Optional<ReplicaSettings> replica,
        Optional<Objects> objects,
        List<Job> jobs,
        List<String> problems,
        OptionalInt metricsOfJobs) {
    public FleetConfig {
        jobs = List.copyOf(jobs);
        problems = List.copyOf(problems);
    }

    /** Whether the file may have any number of jobs. */
    public boolean isFleet() {
        return metricsOfJobs.isPresent();
    }

    /** Names of all jobs: the highest priority first, then by name; those that are wrong come last. */
    public List<String> byPriority() {
        return jobs.stream()
                .sorted(Comparator.comparing((Job job) ->
                                job.config().map(config -> -config.priority()).orElse(1))
                        .thenComparing(Job::name))
                .map(Job::name)
                .toList();
    }

    /** Whether both keep their data, listen and look for objects at the same place. */
    public boolean hasSameService(FleetConfig other) {
        return data.equals(other.data)
                && store.equals(other.store)
                && http.equals(other.http)
                && replica.equals(other.replica)
                && objects.map(Objects::places).equals(other.objects.map(Objects::places));
    }

    static FleetConfig of(JobReading only) {
        ForetideConfig config = only.config();
        return new FleetConfig(
                config.data(),
                config.store(),
                config.keep(),
                config.http(),
                FleetSettings.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of(Job.of(only, "the file")),
                List.of(),
                OptionalInt.empty());
    }

    /** With the jobs of objects beside its own, which come first where two cannot be served beside each other. */
    public FleetConfig with(List<ObjectJob> others) {
        JobConflicts conflicts = new JobConflicts();
        jobs.forEach(conflicts::add);
        others.forEach(other -> conflicts.add(other.job().at("PredictiveAutoscaler " + other.object())));
        List<String> all =
                Stream.concat(problems.stream(), conflicts.problems().stream()).toList();
        return new FleetConfig(data, store, keep, http, limits, replica, objects, conflicts.jobs(), all, metricsOfJobs);
    }

    /**
     * The {@code PredictiveAutoscaler} objects that count.
     *
     * @param namespaces names, or {@code *}
     * @param contexts of the kubeconfig, in whose clusters they are; none: in the one where the service runs
     * @param shared what the file says for all jobs: data, keep, http and defaults
     */
    public record Objects(List<String> namespaces, List<String> contexts, ObjectNode shared) {
        public Objects {
            namespaces = List.copyOf(namespaces);
            contexts = List.copyOf(contexts);
        }

        /** Each cluster by its context; empty: the one where the service runs. */
        public List<Optional<String>> clusters() {
            return contexts.isEmpty()
                    ? List.of(Optional.empty())
                    : contexts.stream().map(Optional::of).toList();
        }

        private List<List<String>> places() {
            return List.of(namespaces, contexts);
        }
    }

    /**
     * What is said of one job. Two that say the same are equal; prints no secret.
     *
     * @param name under which it is served
     * @param where it is said, in the file or the folder
     * @param said as it stands there, with what is said for all jobs; empty if it cannot be read at all
     * @param config empty if something is wrong
     * @param problems every one, by key, value and what is allowed
     * @param mayGoOn whether it may be served as it was said before, while something is wrong
     */
    public record Job(
            String name,
            String where,
            Optional<ObjectNode> said,
            Optional<ForetideConfig> config,
            List<String> problems,
            boolean mayGoOn) {
        public Job {
            problems = List.copyOf(problems);
        }

        static Job of(JobReading reading, String where) {
            return new Job(
                    reading.config().job().value(),
                    where,
                    Optional.of(reading.said()),
                    Optional.of(reading.config()),
                    List.of(),
                    true);
        }

        static Job wrong(String name, String where, Optional<ObjectNode> said, List<String> problems) {
            return new Job(name, where, said, Optional.empty(), problems, true);
        }

        /** The same with these problems. */
        public Job wrong(List<String> found) {
            return wrong(name, where, said, found);
        }

        /** The same, said elsewhere. */
        Job at(String place) {
            return new Job(name, place, said, config, problems, mayGoOn);
        }

        /** The same where another job has what it wants to have. */
        Job without(String problem) {
            return new Job(name, where, said, Optional.empty(), List.of(problem), false);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Job job
                    && name.equals(job.name)
                    && said.equals(job.said)
                    && problems.equals(job.problems);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return "job " + name;
        }
    }
}
