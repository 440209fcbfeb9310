package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.flink.LivingFlink;
import io.foretide.training.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is terminated while it starts ends in good order and at once, be it that native libraries are unpacked meanwhile. */
class TerminatedStartIT {
    private static final int TERMINATED = 143;

    /** From before it serves until after it has forecast for the first time, here. */
    private static final List<Integer> AFTER_MILLIS = List.of(700, 1_200, 1_800, 2_500, 3_500, 5_000);

    @TempDir
    private Path folder;

    @Test
    void endsInGoodOrder() throws Exception {
        ModelRegistry registry = new ModelRegistry(folder.resolve("data/models"));
        registry.promote(registry.installShipped("flights").version());
        try (LivingFlink flink = new LivingFlink(3, 100)) {
            Path config = Files.writeString(
                    folder.resolve("foretide.yaml"), """
                    job: orders
                    data: %s
                    flink: {rest: "%s"}
                    target: {type: dry-run}
                    planner: {slotsPerTaskManager: 2}
                    http: {port: 0}
                    """.formatted(folder.resolve("data"), flink.address()));
            for (int millis : AFTER_MILLIS) {
                Path cache = Files.createDirectory(folder.resolve("natives-" + millis));
                ForetideProcess service = ForetideProcess.start(
                        folder.resolve("log"),
                        command -> unpacking(command, cache),
                        "serve",
                        "--config",
                        config.toString());
                TimeUnit.MILLISECONDS.sleep(millis);
                service.signal("TERM");
                assertThat(service.exitCode()).as(service.said()).isEqualTo(TERMINATED);
                assertThat(service.said())
                        .as("after " + millis + " ms")
                        .doesNotContain("\tat ", "Exception", "cleaning up took longer");
            }
        }
    }

    /** With native libraries that were never unpacked. */
    private static List<String> unpacking(List<String> command, Path cache) {
        List<String> changed = new ArrayList<>(command);
        changed.add(command.indexOf("-cp"), "-Dorg.bytedeco.javacpp.cachedir=" + cache);
        return changed;
    }
}
