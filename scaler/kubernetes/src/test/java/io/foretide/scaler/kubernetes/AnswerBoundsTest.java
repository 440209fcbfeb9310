package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer that does not end, or is far too long, is given up: it would stop the loop for ever. */
@Timeout(60)
class AnswerBoundsTest {
    private static ScaledObject object(KubernetesClient client) {
        return new ScaledObject(client, ScaledKind.DEPLOYMENT, "flink", "taskmanager");
    }

    private static KubernetesClient client(StallingApiServer server) {
        return KubernetesAccess.client(server.config(), new AnswerBounds(Duration.ofMillis(300), 1 << 20));
    }

    @Test
    void anAnswerThatStallsAfterItsHeadIsAnErrorAndItsConnectionIsGivenUp() throws Exception {
        try (StallingApiServer server = new StallingApiServer(100, out -> {});
                KubernetesClient client = client(server)) {
            assertThatThrownBy(() -> object(client).get())
                    .isInstanceOfSatisfying(
                            IOException.class, e -> assertThat(Api.isSilent(e)).isTrue())
                    .hasMessage("cannot get Deployment flink/taskmanager: the answer does not end within 300ms");
            await().atMost(Duration.ofSeconds(20)).untilTrue(server.givenUp);
        }
    }

    @Test
    void aRequestToScaleThatIsNotAnsweredToItsEndHasFailed() throws Exception {
        try (StallingApiServer server = new StallingApiServer(100, out -> {});
                KubernetesClient client = client(server)) {
            KubernetesTarget target =
                    new KubernetesTarget(client, object(client), Mode.AUTO, BeforeShrink.NOTHING, Clock.systemUTC());
            assertThat(target.scaleTo(3, TargetSnapshot.of(2))).isInstanceOf(ScalingTarget.Failed.class);
        }
    }

    @Test
    void anAnswerThatIsTooLongIsGivenUp() throws Exception {
        byte[] blanks = " ".repeat(1 << 16).getBytes();
        try (StallingApiServer server = new StallingApiServer(1L << 40, out -> {
                    while (true) {
                        out.write(blanks);
                    }
                });
                KubernetesClient client =
                        KubernetesAccess.client(server.config(), new AnswerBounds(Duration.ofMinutes(5), 1 << 20))) {
            assertThatThrownBy(() -> object(client).get()).hasMessageContaining("the answer is longer than 1 MiB");
        }
    }
}
