package io.foretide.scaler.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerObject;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectJobsTest {
    @TempDir
    Path folder;

    private FleetConfig.Objects settings(String shared) {
        return new FleetConfig.Objects(List.of("*"), List.of("east", "west"), (ObjectNode)
                Json.read(shared.replace('\'', '"'), ObjectNode.class));
    }

    private static AutoscalerObject object(Optional<String> context, String spec) {
        return new AutoscalerObject(
                context, "streaming", "orders", 1, Json.read(spec.replace('\'', '"'), ObjectNode.class));
    }

    private List<FleetConfig.Job> read(FleetConfig.Objects settings, AutoscalerObject... objects) throws IOException {
        return new ObjectJobs(folder.resolve("autoscalers.yaml"))
                .read(settings, List.of(objects)).stream().map(ObjectJob::job).toList();
    }

    private static Optional<String> context(FleetConfig.Job job) {
        return KubernetesSettings.of(job.config().orElseThrow().target()).flatMap(KubernetesSettings::context);
    }

    private static final String SPEC =
            "{'flink': {'rest': 'http://orders:8081'}, 'target': {'type': 'kubernetes-deployment', 'name': 'tm'}}";

    @Test
    void objectsOfTwoContextsAreTwoJobsEachInItsOwnCluster() throws IOException {
        List<FleetConfig.Job> jobs = read(
                settings("{}"),
                object(Optional.of("west"), SPEC),
                object(Optional.of("arn:aws:eks/east"), SPEC),
                object(Optional.empty(), SPEC));
        assertThat(jobs)
                .extracting(FleetConfig.Job::name)
                .containsExactly("arn-aws-eks-east.streaming.orders", "streaming.orders", "west.streaming.orders");
        assertThat(jobs)
                .extracting(ObjectJobsTest::context)
                .containsExactly(Optional.of("arn:aws:eks/east"), Optional.empty(), Optional.of("west"));
    }

    @Test
    void aContextIsNoObjectsToSay() throws IOException {
        FleetConfig.Objects settings = settings("{'defaults': {'target': {'context': 'west'}}}");
        assertThat(context(read(settings, object(Optional.empty(), SPEC)).get(0)))
                .isEmpty();
        String elsewhere = SPEC.replace("'name'", "'context': 'west', 'name'");
        assertThat(read(settings, object(Optional.empty(), elsewhere)).get(0).problems())
                .containsExactly("target.context: is not allowed in an object, which scales in its own cluster");
    }

    @Test
    void theSameObjectReadAgainIsTheSameJob() throws IOException {
        AutoscalerObject object = object(Optional.of("west"), SPEC);
        assertThat(read(settings("{}"), object)).isEqualTo(read(settings("{}"), object));
    }

    @Test
    void contextsThatMakeOneNameAreToldApartByTheirOwners() throws IOException {
        List<FleetConfig.Job> jobs =
                read(settings("{}"), object(Optional.of("a:b"), SPEC), object(Optional.of("a/b"), SPEC));
        assertThat(jobs).filteredOn(job -> job.config().isPresent()).hasSize(1);
        assertThat(jobs)
                .flatExtracting(FleetConfig.Job::problems)
                .containsExactly("job a-b.streaming.orders: must be another name, PredictiveAutoscaler"
                        + " a/b:streaming/orders has it");
    }
}
