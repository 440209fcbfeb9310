package io.foretide.scaler.control;

import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.decision.SizesAhead;
import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.text.Durations;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Prometheus metrics of the control loop. Thread-safe. */
public final class ScalingMetrics {
    private static final Duration AHEAD_STEP = Duration.ofMinutes(5);

    private final Counter ticks;
    private final Counter missing;
    private final Counter rescales;
    private final Counter refused;
    private final Gauge taskManagers;
    private final Gauge recommended;
    private final Gauge recommendedAt;
    private final Gauge ahead;
    private final Histogram scaleUps;
    private final BudgetMetrics budget;
    private final Histogram stages;
    private final Gauge demand;
    private final Gauge lagSeconds;
    private final Gauge eventTimeLag;
    private final Gauge leadTime;
    private final Gauge placeholders;
    private final Gauge overdue;
    private final Gauge condition;
    private final Counter clockSet;
    private final HoldMetrics holds;

    public ScalingMetrics(PrometheusRegistry registry) {
        ticks = counter(registry, "foretide_ticks_total", "Ticks of the control loop", "job");
        missing = counter(registry, "foretide_ticks_without_metrics_total", "Ticks whose telemetry was missing", "job");
        rescales = counter(registry, "foretide_rescales_total", "Rescales carried out", "job", "direction");
        refused = counter(
                registry,
                "foretide_rescales_refused_total",
                "Rescales the target refused, or that failed on their way",
                "job");
        taskManagers = gauge(registry, "foretide_task_managers_planned", "TaskManagers asked for");
        recommended = gauge(
                registry,
                "foretide_recommended_task_managers",
                "TaskManagers the last decision wants, carried out or not");
        recommendedAt = gauge(
                registry,
                "foretide_recommendation_timestamp_seconds",
                "When the last decision was made that saw the job and its target");
        ahead = Gauge.builder()
                .name("foretide_task_managers_planned_ahead")
                .help("TaskManagers planned for so many minutes from now, if the load comes as forecast")
                .labelNames("job", "minutes_ahead")
                .register(registry);
        scaleUps = Histogram.builder()
                .name("foretide_scale_up_ready_seconds")
                .help(
                        "Time between a scale up being ready and the load exceeding the slots before it, by the job's clock:"
                                + " early where it was ready first")
                .labelNames("job", "timing")
                .classicUpperBounds(30, 60, 120, 300, 600, 1200, 1800, 3600, 7200)
                .register(registry);
        budget = new BudgetMetrics(registry);
        stages = Histogram.builder()
                .name("foretide_rescale_stage_seconds")
                .help("Time from a decision until its rescale reached a stage, by the job's clock")
                .labelNames("job", "stage")
                .classicUpperBounds(1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800)
                .register(registry);
        demand = gauge(registry, "foretide_demand_records_per_second", "What arrives, by the job's clock");
        lagSeconds = gauge(registry, "foretide_lag_seconds", "Lag in seconds of demand");
        eventTimeLag = gauge(registry, "foretide_event_time_lag_seconds", "Age of what the job's sources emit");
        leadTime = gauge(registry, "foretide_lead_time_seconds", "Learned time from a decision to new capacity");
        placeholders = gauge(registry, "foretide_placeholder_pods", "Placeholders asked for by this replica");
        overdue = gauge(registry, "foretide_tick_overdue_seconds", "Real time by which a tick is late");
        condition = Gauge.builder()
                .name("foretide_condition")
                .help("1 while something is not as it should be with the service")
                .labelNames("job", "condition")
                .register(registry);
        clockSet = counter(registry, "foretide_clock_set_total", "Times the machine's clock was set", "job");
        holds = new HoldMetrics(registry);
        JvmMetrics.builder().register(registry);
    }

    public void tick(TickReport report) {
        String job = report.snapshot().job().value();
        ticks.labelValues(job).inc();
        holds.tick(report);
        taskManagers.labelValues(job).set(report.state().taskManagers());
        recommended.labelValues(job).set(report.recommended());
        if (report.isRecommendation()) {
            recommendedAt.labelValues(job).set(report.now().toEpochMilli() / 1000.0);
        } else if (!report.standing().isLeading()) {
            recommendedAt.remove(job);
        }
        ahead(report);
        budget.tick(report);
        leadTime.labelValues(job)
                .set(Durations.seconds(report.state().learned().leadTime().estimate()));
        if (report.snapshot().metrics().isPresent()) {
            JobMetrics metrics = report.snapshot().metrics().get();
            demand.labelValues(job).set(metrics.demandRecordsPerSecond());
            lagSeconds.labelValues(job).set(metrics.lagSeconds());
            if (metrics.freshness().eventTime() instanceof Freshness.Age.Known age) {
                eventTimeLag.labelValues(job).set(age.seconds());
            } else {
                eventTimeLag.remove(job);
            }
        } else {
            missing.labelValues(job).inc();
        }
        if (report.isApplied() && report.decision() instanceof Rescale rescale) {
            rescales.labelValues(job, rescale.direction().word()).inc();
        }
        if (report.isRefusedOrFailed()) {
            refused.labelValues(job).inc();
        }
    }

    private void ahead(TickReport report) {
        String job = report.snapshot().job().value();
        for (Duration ahead = AHEAD_STEP; ahead.compareTo(SizesAhead.REACH) <= 0; ahead = ahead.plus(AHEAD_STEP)) {
            String minutes = String.valueOf(ahead.toMinutes());
            OptionalInt size = report.decision().planned().at(report.now().plus(ahead));
            if (size.isPresent()) {
                this.ahead.labelValues(job, minutes).set(size.getAsInt());
            } else {
                this.ahead.remove(job, minutes);
            }
        }
    }

    public void placeholders(JobId job, int pods) {
        placeholders.labelValues(job.value()).set(pods);
    }

    /** By how many seconds a tick is late; 0 while none is. */
    public void overdue(JobId job, double seconds) {
        overdue.labelValues(job.value()).set(seconds);
    }

    public void clockSet(JobId job) {
        clockSet.labelValues(job.value()).inc();
    }

    /** All that is wrong now; what is not among them is over. */
    public synchronized void conditions(JobId job, List<Condition> now) {
        Condition.IDS.forEach(id -> condition.remove(job.value(), id));
        now.forEach(one -> condition.labelValues(job.value(), one.id()).set(1));
    }

    public void outcome(JobId job, DecisionOutcome outcome) {
        if (outcome.complete()) {
            outcome.stages()
                    .forEach((stage, time) -> stages.labelValues(
                                    job.value(), stage.name().toLowerCase(Locale.ROOT))
                            .observe(Durations.seconds(time)));
            outcome.beforeLoad()
                    .ifPresent(time -> scaleUps.labelValues(job.value(), time.isNegative() ? "late" : "early")
                            .observe(Durations.seconds(time.abs())));
        }
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder().name(name).help(help).labelNames("job").register(registry);
    }
}
