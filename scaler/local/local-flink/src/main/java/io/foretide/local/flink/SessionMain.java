package io.foretide.local.flink;

import io.foretide.process.ParentWatch;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;

/** A JobManager of a session cluster; takes the arguments of Flink's {@code jobmanager.sh}. Ends when its standard input ends. */
public final class SessionMain {
    private SessionMain() {}

    public static void main(String[] args) {
        ParentWatch.start();
        StandaloneSessionClusterEntrypoint.main(args);
    }
}
