package io.foretide.scaler.local;

/** How the slots of a Flink on this machine find their job. */
public enum ClusterMode {
    /** One job, which takes every slot there is. */
    REACTIVE,
    /** One job, which takes as many slots as its resource requirements ask for, a TaskManager's at first. */
    APPLICATION,
    /** Several jobs, each of which takes as many slots as its resource requirements ask for. */
    SESSION
}
