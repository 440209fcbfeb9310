package io.foretide.scaler.local;

import io.foretide.process.Installation;
import java.nio.file.Path;
import java.util.List;

/** Starts a JobManager and a TaskManager, says so and waits to be killed. */
final class AbandonedParent {
    private AbandonedParent() {}

    public static void main(String[] args) throws Exception {
        List<String> job =
                List.of("--bootstrap", "127.0.0.1:1", "--topic", "none", "--group", "none", "--service-micros", "500");
        LocalFlink flink =
                LocalFlink.start(LocalFlinkSettings.of(new Installation(Path.of(args[0])), Path.of(args[1]), job));
        flink.taskManagers().add(1);
        System.out.println("STARTED");
        while (flink.taskManagers().alive() >= 0) {
            Thread.sleep(1_000);
        }
    }
}
