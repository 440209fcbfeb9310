package io.foretide.local.flink;

import io.foretide.process.ParentWatch;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;

/**
 * A JobManager that runs the job found on its class path; takes the arguments of Flink's {@code standalone-job.sh}. Ends
 * when its standard input ends.
 */
public final class JobManagerMain {
    private JobManagerMain() {}

    public static void main(String[] args) {
        ParentWatch.start();
        StandaloneApplicationClusterEntryPoint.main(args);
    }
}
