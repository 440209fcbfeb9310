package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.DecisionOutcome;
import io.foretide.scaler.control.RescaleStage;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What 1,200 jobs leave in a scrape. */
class JobRegistryTest {
    private static final Instant T0 = Instant.parse("2026-01-31T06:30:00Z");
    private static final Pattern JOB = Pattern.compile("[{,]job=\"([^\"]*)\"");
    private static final List<String> JOBS =
            IntStream.range(0, 1_200).mapToObj("job-%04d"::formatted).toList();

    private final Front.Metrics metrics = Front.Metrics.create();

    @BeforeEach
    void tickAllJobs() {
        JOBS.forEach(name -> {
            JobId job = new JobId(name);
            metrics.scaling().tick(tick(job));
            metrics.scaling().conditions(job, List.of(new Condition(Condition.NO_FORECAST, "none", T0)));
            metrics.scaling()
                    .outcome(
                            job,
                            new DecisionOutcome(
                                    "d",
                                    Map.of(RescaleStage.RUNNING, Duration.ofSeconds(7)),
                                    Optional.of(Duration.ofMinutes(1)),
                                    Optional.empty(),
                                    true));
        });
    }

    private static TickReport tick(JobId job) {
        return new TickReport(
                "d",
                T0,
                new JobSnapshot(job, T0, JobStatus.RUNNING, new Capacity(1, 2, 2), Optional.empty()),
                Optional.empty(),
                new Hold(T0, 1, new Cause.Recorded("test", "Enough."), Optional.empty(), List.of()),
                PlannerState.initial(1, PlannerSettings.defaults(2, 1, 8)),
                Optional.empty(),
                new Standing.Leads());
    }

    private String scrape() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, metrics.registry().scrape());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private Set<String> jobs(String scrape) {
        Set<String> jobs = new TreeSet<>();
        for (Matcher job = JOB.matcher(scrape); job.find(); ) {
            jobs.add(job.group(1));
        }
        return jobs;
    }

    @Test
    void noMoreJobsAreShownThanTheBoundAndTheOthersAreCounted() {
        metrics.registry().show(JOBS, 1_000);
        String scrape = scrape();
        assertThat(jobs(scrape)).hasSize(1_000).contains("job-0999").doesNotContain("job-1000");
        assertThat(scrape)
                .contains("foretide_jobs_without_metrics 200.0")
                .contains("jvm_memory_used_bytes")
                .contains("foretide_scale_up_ready_seconds_bucket{job=\"job-0000\"")
                .contains("foretide_ticks_total{job=\"job-0000\"} 1.0");
    }

    @Test
    void aScrapeStaysAsLongAsItIsHoweverManyJobsThereAre() {
        metrics.registry().show(JOBS, 100);
        long bounded = scrape().length();
        metrics.registry().show(JOBS.subList(0, 100), 100);
        JOBS.subList(100, 1_200).forEach(name -> metrics.registry().forget(new JobId(name)));
        assertThat(bounded).isCloseTo(scrape().length(), Percentage.withPercentage(1));
    }

    @Test
    void oneThatComesWithinTheBoundIsShownWithAllThatWasTold() {
        metrics.registry().show(JOBS, 1_000);
        metrics.registry().show(List.of("job-1100"), 1_000);
        assertThat(scrape())
                .contains("foretide_condition{condition=\"no-forecast\",job=\"job-1100\"} 1.0")
                .contains("foretide_jobs_without_metrics 0.0")
                .doesNotContain("job-0000");
    }

    @Test
    void metricsOfARemovedJobGo() {
        metrics.registry().forget(new JobId("job-0007"));
        assertThat(jobs(scrape())).hasSize(1_199).doesNotContain("job-0007");
    }
}
