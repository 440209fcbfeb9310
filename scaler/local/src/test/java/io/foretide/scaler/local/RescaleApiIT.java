package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.process.Installation;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.targets.RescaleApi;
import io.foretide.scaler.control.targets.RescaleApiTarget;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.VertexBounds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real job of two slot sharing groups without Reactive Mode, on a cluster of fixed size. */
class RescaleApiIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource
    void groupsGetSlotsByTheirShareAndAllAlikeAgain(FlinkLine version) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(Installation.here(), work.resolve("kafka"), Map.of("apart", 2));
                LocalFlink flink = LocalFlink.start(
                        LocalFlinkSettings.of(Installation.here(), version, work.resolve("flink"), job(kafka))
                                .withMode(ClusterMode.APPLICATION),
                        "io.foretide.local.flink.TrialJob")) {
            flink.taskManagers().add(3);
            FlinkControl control = new FlinkControl(FlinkRest.at(flink.restAddress()), Optional.of(flink.jobId()));
            RescaleApiTarget target = new RescaleApiTarget(control, new RescaleApi(Mode.AUTO, List.of()), 2, 3);
            awaitParallelism(flink, 2, 2);
            TargetSnapshot seen = target.read();
            assertThat(seen.taskManagers()).isEqualTo(2);

            JobTopology shape = seen.shape().orElseThrow();
            Map<String, Double> shares = control.resources().vertices().stream()
                    .collect(Collectors.toMap(
                            VertexBounds::slotSharingGroup,
                            vertex -> vertex.name().startsWith("Source") ? 0.25 : 1));
            assertThat(target.scaleTo(3, shape.with(shares), seen)).isInstanceOf(ScalingTarget.Applied.class);
            awaitParallelism(flink, 1, 4);
            assertThat(target.read().taskManagers()).isEqualTo(3);
            assertThat(target.apart().values()).containsExactly(1);

            TargetSnapshot apart = target.read();
            assertThat(target.scaleTo(2, shape, apart)).isInstanceOf(ScalingTarget.Applied.class);
            awaitParallelism(flink, 2, 2);
            assertThat(target.apart()).isEmpty();
        }
    }

    private static List<String> job(LocalKafka kafka) {
        return List.of(
                "--shape", "apart", "--bootstrap", kafka.bootstrap(), "--topic", "apart", "--service-micros", "1000");
    }

    /** Source and work, in this order. */
    private static void awaitParallelism(LocalFlink flink, int source, int work) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(parallelism(flink).values()).containsExactly(source, work));
    }

    private static Map<String, Integer> parallelism(LocalFlink flink) throws IOException {
        URI job = flink.restAddress().resolve("/jobs/" + flink.jobId());
        Map<String, Integer> running = new TreeMap<>();
        for (JsonNode vertex : JSON.readTree(job.toURL()).path("vertices")) {
            if (vertex.path("status").asText().equals("RUNNING")) {
                running.put(
                        vertex.path("name").asText(), vertex.path("parallelism").asInt());
            }
        }
        return running;
    }
}
