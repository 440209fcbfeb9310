package io.foretide.scaler.control;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.BudgetUse;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Metrics of how much of the error budget is used, and how fast; a tick without figures leaves them. Thread-safe. */
final class BudgetMetrics {
    private static final double SECONDS_PER_MINUTE = 60;

    private final Gauge violated;
    private final Gauge allowed;
    private final Gauge burnRate;

    BudgetMetrics(PrometheusRegistry registry) {
        violated = gauge(
                registry,
                "foretide_error_budget_violated_seconds",
                "Time of the last 30 days that was seen beyond the objective",
                "job");
        allowed = gauge(
                registry,
                "foretide_error_budget_allowed_seconds",
                "Of the time of the last 30 days that was seen, the share that may be beyond the objective",
                "job");
        burnRate = gauge(
                registry,
                "foretide_error_budget_burn_ratio",
                "Share of a window that was beyond the objective / the share that may be",
                "job",
                "window");
    }

    void tick(TickReport report) {
        report.decision()
                .basis()
                .flatMap(Basis::budget)
                .ifPresent(use -> set(report.snapshot().job().value(), use));
    }

    private void set(String job, BudgetUse use) {
        violated.labelValues(job).set(use.violatedMinutes() * SECONDS_PER_MINUTE);
        allowed.labelValues(job).set(use.allowedMinutes() * SECONDS_PER_MINUTE);
        burnRate.labelValues(job, "1h").set(use.burnRateHour());
        burnRate.labelValues(job, "1d").set(use.burnRateDay());
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }
}
