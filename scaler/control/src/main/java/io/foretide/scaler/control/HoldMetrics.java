package io.foretide.scaler.control;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Prometheus metrics of who leads, in which mode, why the last decision is as it is, and what keeps the size. Thread-safe. */
final class HoldMetrics {
    private final Gauge leading;
    private final Word mode;
    private final Word reason;
    private final Word held;
    private final Counter unread;

    HoldMetrics(PrometheusRegistry registry) {
        leading = Gauge.builder()
                .name("foretide_leading")
                .help("Whether this replica acts")
                .labelNames("job")
                .register(registry);
        mode = new Word(registry, "foretide_mode", "mode", "1 for the mode in force, where the target has modes");
        reason = new Word(registry, "foretide_decision_reason", "reason", "1 for the reason id of the last decision");
        held = new Word(registry, "foretide_held", "reason", "1 for what keeps the size and can be ended by a person");
        unread = Counter.builder()
                .name("foretide_target_read_failures_total")
                .help("Ticks whose scaling target could not be read")
                .labelNames("job")
                .register(registry);
    }

    void tick(TickReport report) {
        String job = report.snapshot().job().value();
        leading.labelValues(job).set(report.standing().isLeading() ? 1 : 0);
        unread.labelValues(job).inc(report.target().isPresent() ? 0 : 1);
        report.target()
                .ifPresent(target -> mode.set(job, Optional.of(target.mode().word())));
        reason.set(job, Optional.of(report.decision().reasonId()));
        held.set(job, report.held().map(cause -> cause.id()));
    }

    /** One word at a time for each job, as a label whose value is 1. */
    private static final class Word {
        private final Gauge gauge;
        private final Map<String, String> present = new ConcurrentHashMap<>();

        Word(PrometheusRegistry registry, String name, String label, String help) {
            gauge = Gauge.builder()
                    .name(name)
                    .help(help)
                    .labelNames("job", label)
                    .register(registry);
        }

        void set(String job, Optional<String> word) {
            String before = word.isPresent() ? present.put(job, word.get()) : present.remove(job);
            if (before != null && !Optional.of(before).equals(word)) {
                gauge.remove(job, before);
            }
            word.ifPresent(now -> gauge.labelValues(job, now).set(1));
        }
    }
}
