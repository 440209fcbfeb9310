package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.telemetry.flink.FlinkCluster;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.LiveJob;
import io.foretide.telemetry.flink.PrometheusSetup;
import io.foretide.telemetry.prometheus.PromQl;
import io.foretide.telemetry.source.PrometheusTelemetry;
import io.foretide.text.Counted;
import io.foretide.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Checks that a Prometheus answers and has what is needed of the job, often enough. */
final class PrometheusChecks {
    private static final Fix REPORTER = Fix.flink(
            "metrics.reporter.prom.factory.class:" + " org.apache.flink.metrics.prometheus.PrometheusReporterFactory");

    private final ForetideConfig config;
    private final PrometheusTelemetry source;

    PrometheusChecks(ForetideConfig config, PrometheusTelemetry source) {
        this.config = config;
        this.source = source;
    }

    void check(Checks checks) {
        PromQl prometheus = new PromQl(source.access());
        try {
            prometheus.instant("1");
            checks.add("answers", Finding.ok("Prometheus at " + prometheus.address()));
            List<LiveJob> jobs = new FlinkCluster(new FlinkRest(config.flink().access()))
                    .jobs(config.flink().job());
            if (jobs.size() == 1) {
                check(
                        checks,
                        PrometheusSetup.read(
                                prometheus, source.naming(), jobs.get(0).id()));
            }
        } catch (IOException e) {
            checks.add("answers", Checks.failed(e));
        }
    }

    private void check(Checks checks, PrometheusSetup setup) {
        if (setup.subtasks() == 0) {
            checks.add("job", Finding.problem("nothing is scraped of it: no series is " + setup.query(), REPORTER));
            return;
        }
        checks.add(
                "job",
                Finding.ok(Counted.of(setup.subtasks(), "subtask")
                        + (setup.subtasks() == 1 ? " is scraped" : " are scraped")));
        checks.add(
                "metrics",
                setup.missing().isEmpty()
                        ? Finding.ok("all that are needed are there")
                        : Finding.problem("not there: " + String.join(", ", setup.missing())));
        checks.add(
                "lag",
                setup.reportsLag()
                        ? Finding.ok("sources report pendingRecords")
                        : Finding.warning("no source reports pendingRecords: of them only what they read is known"));
        setup.interval().ifPresent(interval -> checks.add("scrape interval", interval(interval)));
    }

    private Finding interval(Duration measured) {
        Duration rounded = Duration.ofSeconds(Math.max(1, Math.round(measured.toMillis() / 1_000.0)));
        Duration most = config.tick().dividedBy(2);
        String found = Durations.format(rounded);
        return rounded.compareTo(most) <= 0
                ? Finding.ok(found)
                : Finding.warning(
                        found + ": looks that find no newer scrape have no metrics",
                        new Fix("Prometheus's configuration", "scrape_interval: " + Durations.format(most)));
    }
}
