package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Standing;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.KubernetesCause.AnnotationUnreadable;
import io.foretide.scaler.kubernetes.KubernetesCause.Autoscaler;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerBound;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people can read at the object: not only rescales speak. */
@EnableKubernetesMockClient(crud = true, https = false)
class DecisionNotesTest {
    private static final Cause STANDOFF = new Cause.Recorded("standoff", "kubectl set 1, which is left alone");

    /** Set by the extension. */
    private KubernetesMockServer server;

    private KubernetesClient client;
    private DecisionNotes notes;
    private Instant now = Ticks.T0;

    @BeforeEach
    void prepare() {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("tm")
                        .withNamespace("flink")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(2)
                        .endSpec()
                        .build())
                .create();
        notes = notes(true);
    }

    private void tell(TargetSnapshot target, Optional<Cause> byRule) {
        now = now.plus(Duration.ofMinutes(1));
        Cause cause = byRule.orElseGet(() -> new Cause.Recorded("present-load", "Hold 2."));
        notes.tell(new TickReport(
                now.toString(),
                now,
                new JobSnapshot(Ticks.JOB, now, JobStatus.RUNNING, new Capacity(2, 4, 4), Optional.empty()),
                Optional.empty(),
                new Hold(
                        now,
                        2,
                        cause,
                        Optional.empty(),
                        byRule.map(why -> List.of(new Adjustment(why.id(), 4, 2, why)))
                                .orElse(List.of())),
                PlannerState.initial(2, PlannerSettings.defaults(2, 1, 8)),
                Optional.<ScalingTarget.Answer>empty(),
                new Standing.Leads(),
                Optional.of(target)));
    }

    private void tell(Optional<Cause> byRule) {
        tell(TargetSnapshot.of(2), byRule);
    }

    private static TargetSnapshot holding(Cause why) {
        return new TargetSnapshot(
                2, Optional.empty(), Overrides.holding(why), Optional.empty(), Optional.empty(), "kubectl", "1");
    }

    private List<String> events() {
        return client.v1().events().inNamespace("flink").list().getItems().stream()
                .map((Event event) -> event.getReason() + ": " + event.getMessage())
                .toList();
    }

    private Optional<String> held() {
        return Optional.ofNullable(Api.annotations(client.apps()
                        .deployments()
                        .inNamespace("flink")
                        .withName("tm")
                        .get())
                .get(Annotations.HELD));
    }

    private DecisionNotes notes(boolean annotate) {
        ScaledObject object = new ScaledObject(client, ScaledKind.DEPLOYMENT, "flink", "tm");
        return new DecisionNotes(client, object, new TargetBoard(object, annotate));
    }

    @Test
    void whatIsWrongWithTheServiceIsAnEvent() {
        notes.warn("no tick has ended for 180 s longer than it should take");
        assertThat(events()).containsExactly("ForetideOverdue: no tick has ended for 180 s longer than it should take");
    }

    @Test
    void aStandoffIsOneEventAndStandsOnTheObjectUntilItIsOver() {
        tell(Optional.of(STANDOFF));
        tell(Optional.of(STANDOFF));
        assertThat(events()).containsExactly("ForetideHolds: Left as it is: kubectl set 1, which is left alone.");
        assertThat(held()).contains("kubectl set 1, which is left alone");
        tell(Optional.empty());
        assertThat(held()).isEmpty();
        tell(Optional.of(STANDOFF));
        assertThat(events()).as("again within the hour").hasSize(1);
        assertThat(held()).isPresent();
        now = now.plus(Duration.ofHours(1));
        tell(Optional.of(STANDOFF));
        assertThat(events()).hasSize(2);
    }

    @Test
    void everyHoldOfAKindThatAPersonCanEndSpeaks() {
        tell(holding(new AnnotationUnreadable(Annotations.PIN, "many", "a whole number")), Optional.empty());
        tell(TargetSnapshot.of(2, Optional.of(new AutoscalerBound(Autoscaler.HPA, "late"))), Optional.empty());
        tell(
                holding(new KubernetesCause.OtherPods("Deployment flink/tm", List.of("10.0.0.7"), List.of("10.0.0.8"))),
                Optional.empty());
        tell(Optional.of(new Cause.Recorded("paused-up", "scaling up is paused")));
        tell(Optional.of(new Cause.Recorded("bounds", "1 to 2 TaskManagers are allowed")));
        assertThat(events())
                .containsExactlyInAnyOrder(
                        "ForetideHolds: Left as it is: annotation foretide.io/pin 'many': must be a whole number.",
                        "ForetideHolds: Left as it is: the HorizontalPodAutoscaler 'late' scales it too.",
                        "ForetideHolds: Left as it is: the Pods of Deployment flink/tm (10.0.0.7) are not the"
                                + " TaskManagers that Flink has (10.0.0.8).",
                        "ForetideHolds: Left as it is: scaling up is paused.",
                        "ForetideHolds: Left as it is: 1 to 2 TaskManagers are allowed.");
    }

    @Test
    void whatEndsByItselfIsNoEvent() {
        TargetSnapshot recommending = TargetSnapshot.of(2, Mode.RECOMMEND.whyRecommended());
        tell(recommending, Optional.of(new Cause.Recorded("cooldown", "the cooldown ends in 60 s")));
        tell(recommending, Optional.empty());
        assertThat(events()).isEmpty();
        assertThat(held()).isEmpty();
    }

    @Test
    void aModeThatIsLostIsSaid() {
        tell(Optional.empty());
        tell(TargetSnapshot.of(2, Mode.RECOMMEND.whyRecommended()), Optional.empty());
        tell(TargetSnapshot.of(2, Mode.RECOMMEND.whyRecommended()), Optional.empty());
        assertThat(events())
                .containsExactly("ForetideMode: The mode is recommend now, and was auto: an annotation"
                        + " foretide.io/mode counts, or else the configuration's target.mode.");
    }

    @Test
    void withoutAnnotationsOnlyEventsSpeak() {
        notes = notes(false);
        tell(Optional.of(STANDOFF));
        assertThat(events()).hasSize(1);
        assertThat(Api.annotations(client.apps()
                        .deployments()
                        .inNamespace("flink")
                        .withName("tm")
                        .get()))
                .isEmpty();
    }

    @Test
    void anAnnotationThatMayNotBeWrittenKeepsNoEventAway() {
        server.expect()
                .patch()
                .withPath("/apis/apps/v1/namespaces/flink/deployments/tm")
                .andReturn(403, "{}")
                .always();
        tell(Optional.of(STANDOFF));
        assertThat(events()).hasSize(1);
    }
}
