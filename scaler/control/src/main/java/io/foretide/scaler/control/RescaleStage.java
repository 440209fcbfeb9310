package io.foretide.scaler.control;

/** Stages that a rescale passes after its decision, in this order. A scale down passes the same stages with fewer of each. */
public enum RescaleStage {
    /** The Pods exist. */
    PODS,
    /** Every Pod has a node. */
    SCHEDULED,
    /** The TaskManagers have registered at the JobManager. */
    REGISTERED,
    /** Flink has their slots. */
    SLOTS,
    /** The job and all its subtasks run at the new parallelism. */
    RUNNING,
    /** The first checkpoint since then has completed. */
    CHECKPOINT
}
