package io.foretide.telemetry;

/** Status of a job, as far as scaling is concerned. */
public enum JobStatus {
    /** The job and every subtask of every vertex run. */
    RUNNING,
    /** Flink restarts the job: a rescale, a failover, or the wait for slots. Nothing measured now is a load. */
    RESTARTING,
    /** The job is finished, cancelled, failed, or unknown to Flink. */
    STOPPED,
    /** Whoever was asked has not told: nothing is known. */
    UNKNOWN
}
