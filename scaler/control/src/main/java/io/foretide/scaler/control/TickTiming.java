package io.foretide.scaler.control;

import io.foretide.telemetry.JobId;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long ticks and their steps take, in real seconds by a clock that never jumps. A step that a tick does not do is not
 * observed; one that it does twice counts once, with both times. Thread-safe.
 */
public final class TickTiming {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private final LongSupplier nanoTime;
    private final Histogram ticks;
    private final Histogram steps;

    public TickTiming(PrometheusRegistry registry) {
        this(registry, System::nanoTime);
    }

    /** @param nanoTime nanoseconds since some moment, never less than before */
    public TickTiming(PrometheusRegistry registry, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        ticks = Histogram.builder()
                .name("foretide_tick_seconds")
                .help("Time of a tick of the control loop")
                .labelNames("job")
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(BOUNDS)
                .register(registry);
        steps = Histogram.builder()
                .name("foretide_tick_step_seconds")
                .help("Time of a tick's step")
                .labelNames("job", "step")
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(BOUNDS)
                .register(registry);
    }

    /** A tick that begins now; it ends, and is observed, when it is closed. */
    public Tick start(JobId job) {
        return new Tick(job);
    }

    /** One tick. Not thread-safe. */
    public final class Tick implements AutoCloseable {
        private final String job;
        private final long begin = nanoTime.getAsLong();
        private final Map<TickStep, Long> nanos = new EnumMap<>(TickStep.class);

        private Tick(JobId job) {
            this.job = job.value();
        }

        /** Does {@code work}, which is a part of {@code step}. */
        public <T> T time(TickStep step, Supplier<T> work) {
            long from = nanoTime.getAsLong();
            try {
                return work.get();
            } finally {
                nanos.merge(step, nanoTime.getAsLong() - from, Long::sum);
            }
        }

        /** The same without a result. */
        public void run(TickStep step, Runnable work) {
            long from = nanoTime.getAsLong();
            try {
                work.run();
            } finally {
                nanos.merge(step, nanoTime.getAsLong() - from, Long::sum);
            }
        }

        /** How long a step has taken so far. */
        Duration spent(TickStep step) {
            return Duration.ofNanos(nanos.getOrDefault(step, 0L));
        }

        @Override
        public void close() {
            ticks.labelValues(job).observe((nanoTime.getAsLong() - begin) / NANOS_PER_SECOND);
            nanos.forEach((step, spent) -> steps.labelValues(job, step.label()).observe(spent / NANOS_PER_SECOND));
        }
    }
}
