package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.TelemetryWiring;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.kafka.KafkaOffsets;
import io.foretide.telemetry.kafka.KafkaTopics;
import io.foretide.telemetry.kafka.TopicOffsets;
import io.foretide.telemetry.source.PrometheusTelemetry;
import io.foretide.text.Counted;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A look at the job through a source that is not Flink's own. */
final class SourceChecks {
    private final ForetideConfig config;
    private final Function<KafkaTopics, TopicOffsets.Reader> kafka;

    SourceChecks(ForetideConfig config) {
        this(config, KafkaOffsets::new);
    }

    /** {@code kafka}: how offsets of topics are read. */
    SourceChecks(ForetideConfig config, Function<KafkaTopics, TopicOffsets.Reader> kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    List<Check> all() {
        Checks checks = new Checks("Source");
        List<String> problems = config.source().problems();
        problems.forEach(problem -> checks.add("files", Finding.problem(problem)));
        if (problems.isEmpty() && config.source() instanceof PrometheusTelemetry prometheus) {
            new PrometheusChecks(config, prometheus).check(checks);
        } else if (problems.isEmpty() && !config.source().isFlink()) {
            checks.ask("snapshot", this::snapshot);
        }
        if (problems.isEmpty()) {
            config.source().kafka().ifPresent(topics -> checks.ask("kafka", () -> kafka(topics)));
        }
        return checks.all();
    }

    private Finding kafka(KafkaTopics topics) throws IOException {
        TopicOffsets offsets = kafka.apply(topics).read();
        return Finding.ok(Math.round(offsets.end() - offsets.committed()) + " records wait for group " + topics.group()
                + " or are not committed yet");
    }

    private Finding snapshot() throws IOException {
        FlinkRest flink = new FlinkRest(config.flink().access());
        try (Opened opened = new Opened()) {
            return finding(new TelemetryWiring(config, flink, opened).metrics().collect(Instant.now()));
        }
    }

    private static Finding finding(JobSnapshot snapshot) {
        return snapshot.status() == JobStatus.RUNNING
                ? Finding.ok(
                        "sees the job run on " + Counted.of(snapshot.capacity().taskManagers(), "TaskManager"))
                : Finding.warning(
                        "sees that the job is " + snapshot.status() + ": nothing can be measured until it runs");
    }
}
