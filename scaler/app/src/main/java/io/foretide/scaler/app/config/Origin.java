package io.foretide.scaler.app.config;

import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a job's configuration stands.
 *
 * @param file that a command is given
 * @param job which of its jobs, where it is a fleet's
 */
public record Origin(Path file, Optional<JobId> job) {
    private static final String JOBS = "jobs";

    /** A file of one job. */
    public static Origin of(Path file) {
        return new Origin(file, Optional.empty());
    }

    /** The options with which a command finds the job again, from whatever folder. */
    public List<String> options() {
        List<String> options =
                new ArrayList<>(List.of("--config", file.toAbsolutePath().toString()));
        job.ifPresent(name -> options.addAll(List.of("--job", name.value())));
        return options;
    }

    /** The folder of what is the job's alone, where all jobs of the file have {@code data}. */
    Path own(Path data) {
        return job.map(name -> ofFleet(data, name)).orElse(data);
    }

    /** The same of a job of a fleet. */
    public static Path ofFleet(Path data, JobId job) {
        return data.resolve(JOBS).resolve(job.value());
    }

    @Override
    public String toString() {
        return job.map(name -> file + ", job " + name).orElseGet(file::toString);
    }
}
