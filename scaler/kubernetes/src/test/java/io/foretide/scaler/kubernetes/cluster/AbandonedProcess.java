package io.foretide.scaler.kubernetes.cluster;

import java.nio.file.Path;

/** Starts a program that ignores its standard input, says its number and waits to be killed. */
final class AbandonedProcess {
    private AbandonedProcess() {}

    public static void main(String[] args) throws Exception {
        NativeProcess process =
                NativeProcess.start(new ProcessBuilder("sleep", "1000"), Path.of(args[0], "sleep.log"), new LastWill());
        System.out.println("STARTED " + process.pid());
        while (process.alive()) {
            Thread.sleep(1_000);
        }
    }
}
