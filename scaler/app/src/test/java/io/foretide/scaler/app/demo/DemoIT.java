package io.foretide.scaler.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.process.Installation;
import io.foretide.scaler.local.FlinkLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main job for a minute on real Kafka, real Flink, real TaskManager processes and the model that ships. */
class DemoIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void sizesARealJobBeforeTheMorningRushAndLeavesNoProcess(FlinkLine flink) throws Exception {
        Path report = folder.resolve("report.html");
        List<Long> others = children();
        DemoSettings settings = new DemoSettings(
                Installation.here(),
                flink.toString(),
                folder.resolve("demo"),
                Instant.parse("2001-06-07T10:10:00Z"),
                Duration.ofSeconds(45),
                60,
                true,
                0,
                Optional.of(report));
        DemoResult result = new Demo(settings, System.err).run();

        assertThat(result.rescaling().rescales()).as("rescales").isNotEmpty();
        assertThat(result.rescaling().rescales().get(0).to())
                .isGreaterThan(result.rescaling().rescales().get(0).from());
        assertThat(result.rescaling().parallelisms())
                .as("parallelisms Flink reported")
                .hasSizeGreaterThan(1);
        assertThat(result.forecasts().model()).startsWith("lstm");
        assertThat(result.job().recordsPerSecondPerSlot()).isBetween(15.0, 35.0);
        assertThat(result.policies())
                .extracting(DemoResult.Policy::name)
                .containsExactly("predictive", "reactive", "static-peak");
        assertThat(Files.readString(report)).contains("static-peak");
        assertThat(children()).as("processes left behind").isSubsetOf(others);
    }

    /** Other tests of this JVM keep a control plane. */
    private static List<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).toList();
    }
}
