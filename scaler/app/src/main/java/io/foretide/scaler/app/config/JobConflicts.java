package io.foretide.scaler.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Jobs that cannot be served beside each other: the one that comes first is served. Not thread-safe. */
final class JobConflicts {
    private final List<FleetConfig.Job> jobs = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> owners = new HashMap<>();

    /**
     * The next job. One whose name is taken is left out; one that would change what another one changes has that problem.
     */
    void add(FleetConfig.Job job) {
        if (!names.add(job.name())) {
            problems.add(
                    job.where() + ": job " + job.name() + ": must have another name, a job before it has this one");
            return;
        }
        Optional<String> problem = job.config().flatMap(config -> conflict(job.name(), scaled(config)));
        jobs.add(problem.map(job::without).orElse(job));
    }

    List<FleetConfig.Job> jobs() {
        return jobs;
    }

    List<String> problems() {
        return problems;
    }

    private Optional<String> conflict(String name, Optional<String> target) {
        return target.flatMap(scaled -> Optional.ofNullable(owners.putIfAbsent(scaled, name))
                .map(owner -> "target: " + scaled + " is that of job " + owner + " already: must be another one"));
    }

    /** What is changed; nothing where nothing is. */
    private static Optional<String> scaled(ForetideConfig config) {
        return config.target().isReactive()
                ? config.target().scaled()
                : Optional.of(config.flink().job().map(job -> "job " + job).orElse("the only job") + " of Flink at "
                        + config.flink().access().address());
    }
}
