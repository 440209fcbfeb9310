package io.foretide.whatif;

import io.foretide.planner.decision.SizeAt;
import io.foretide.store.FeatureStore;
import io.foretide.telemetry.JobId;
import io.foretide.text.InputException;
import io.foretide.whatif.setup.RecordedLoad;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The history of a job that the service has stored.
 *
 * @param load all of it up to {@code to}
 * @param sizes what was asked for after every tick; empty if nothing was decided
 */
public record StoredHistory(RecordedLoad load, List<SizeAt> sizes) {
    public StoredHistory {
        sizes = List.copyOf(sizes);
    }

    /**
     * Reads a history.
     *
     * @param zone local time of the forecaster's calendar
     * @param to the end; the last minute if empty
     * @param sizes what was asked for after every tick, oldest first
     * @throws InputException if there is none
     */
    public static StoredHistory read(
            FeatureStore store, JobId job, ZoneId zone, Optional<Instant> to, List<SizeAt> sizes) {
        Instant first = store.earliest(job).orElseThrow(() -> unknown(store, job));
        Instant last = store.latest(job).orElseThrow(() -> unknown(store, job));
        Instant known = last.plus(Duration.ofMinutes(1));
        Instant end = to.filter(known::isAfter).orElse(known); // nothing is known later, and nothing would bound a plan
        if (!end.isAfter(first)) {
            throw new InputException(
                    "--to " + end + ": must be after " + first + ", where the history of job " + job + " begins");
        }
        return new StoredHistory(new RecordedLoad(job.value(), zone, store.range(job, first, end)), sizes);
    }

    /**
     * The job of a store that holds only one.
     *
     * @throws InputException if there is none, or more than one
     */
    public static JobId onlyJob(FeatureStore store) {
        List<JobId> jobs = store.jobs();
        if (jobs.size() != 1) {
            throw new InputException(
                    "--job is missing: " + store.name() + (jobs.isEmpty() ? " is empty" : " holds " + names(jobs)));
        }
        return jobs.get(0);
    }

    private static InputException unknown(FeatureStore store, JobId job) {
        String jobs = names(store.jobs());
        return new InputException("job " + job + " has no history in " + store.name()
                + (jobs.isEmpty() ? ", which is empty" : "; there are " + jobs));
    }

    private static String names(List<JobId> jobs) {
        return jobs.stream().map(JobId::value).collect(Collectors.joining(", "));
    }
}
