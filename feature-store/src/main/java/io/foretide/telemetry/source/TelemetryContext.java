package io.foretide.telemetry.source;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.FlinkRest;
import java.util.Optional;

/**
 * The parts of a configuration that a source may use.
 *
 * @param job the name under which Foretide keeps the job
 * @param flink the Flink where the job runs
 * @param flinkJob the job's name or id there; empty: the only running job
 */
public record TelemetryContext(JobId job, FlinkRest flink, Optional<String> flinkJob) {}
