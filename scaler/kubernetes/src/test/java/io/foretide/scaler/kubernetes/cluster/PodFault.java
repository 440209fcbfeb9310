package io.foretide.scaler.kubernetes.cluster;

/** What a {@link TestKubelet} does wrong with the containers that it starts from now on. */
public enum PodFault {
    NONE,
    /** The image cannot be pulled: ErrImagePull, then ImagePullBackOff. */
    IMAGE_PULL,
    /** The container ends with status 1 as soon as it is started: CrashLoopBackOff. */
    CRASH_LOOP
}
