package io.foretide.models.lstm;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Samples, and the time they took. */
record Speed(long samples, double cpuSeconds, double wallSeconds) {
    double samplesPerCpuSecond() {
        return samples / cpuSeconds;
    }

    double samplesPerWallSecond() {
        return samples / wallSeconds;
    }

    /** Runs batches of a size for at least that long; CPU time is that of the whole process, its compiler and collector too. */
    static Speed of(Batch batch, int samples, double seconds) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = process.getProcessCpuTime();
        long wall = System.nanoTime();
        long done = 0;
        do {
            batch.run();
            done += samples;
        } while (System.nanoTime() - wall < seconds * 1e9);
        return new Speed(done, (process.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
    }

    /** One batch. */
    interface Batch {
        void run() throws Exception;
    }
}
