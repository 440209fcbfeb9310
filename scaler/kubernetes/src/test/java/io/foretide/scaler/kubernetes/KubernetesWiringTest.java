package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Opened;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.text.UnreachableException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubernetesWiringTest {
    private static final KubernetesSettings TASK_MANAGERS = new KubernetesSettings(
            ScaledKind.DEPLOYMENT,
            "flink",
            "tm",
            Mode.AUTO,
            false,
            false,
            Optional.of(new PlaceholderSettings(
                    true, "flink", "tm-placeholder", PlaceholderSettings.PRIORITY_CLASS, PlaceholderSettings.IMAGE)));
    private static final FlinkControl FLINK =
            new FlinkControl(FlinkRest.at(URI.create("http://127.0.0.1:1")), Optional.empty());

    private int connected;
    private int closed;

    /** Every question but the last goodbye stays unanswered. */
    private KubernetesClient silentCluster() {
        connected++;
        return (KubernetesClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KubernetesClient.class}, (client, method, arguments) -> {
                    if (!method.getName().equals("close")) {
                        throw new KubernetesClientException("nobody answers " + method.getName());
                    }
                    closed++;
                    return null;
                });
    }

    @Test
    void aTargetThatCannotBeReadLeavesNoClientOpenHoweverOftenItIsTried() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThatThrownBy(() -> Opened.wholly(opened -> new KubernetesWiring(context -> silentCluster(), opened)
                            .target(TASK_MANAGERS, FLINK, Optional.empty())))
                    .isInstanceOf(UnreachableException.class);
            assertThat(connected).isEqualTo(attempt);
            assertThat(closed).isEqualTo(attempt);
        }
    }

    @Test
    void allThatIsOpenedSharesOneClientThatIsClosedLast() {
        Opened opened = new Opened();
        KubernetesWiring wiring = new KubernetesWiring(context -> silentCluster(), opened);
        assertThat(wiring.placeholders(TASK_MANAGERS, 4)).isPresent();
        opened.keep(() -> assertThat(closed).isZero());
        assertThat(wiring.placeholders(TASK_MANAGERS, 4)).isPresent();
        assertThat(connected).isEqualTo(1);
        opened.close();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void everyContextHasAClientThatItsTargetsShare() {
        Opened opened = new Opened();
        List<String> contexts = new ArrayList<>();
        KubernetesWiring wiring = new KubernetesWiring(
                context -> {
                    contexts.add(context.orElse("own"));
                    return silentCluster();
                },
                opened);
        for (String context : List.of("east", "west", "east")) {
            assertThat(wiring.placeholders(in(context), 4)).isPresent();
        }
        assertThat(wiring.placeholders(TASK_MANAGERS, 4)).isPresent();
        assertThat(contexts).containsExactly("east", "west", "own");
        opened.close();
        assertThat(closed).isEqualTo(3);
    }

    private static KubernetesSettings in(String context) {
        return new KubernetesSettings(
                TASK_MANAGERS.kind(),
                TASK_MANAGERS.namespace(),
                TASK_MANAGERS.name(),
                TASK_MANAGERS.mode(),
                false,
                false,
                true,
                true,
                TASK_MANAGERS.placeholders(),
                Optional.of(context));
    }

    @Test
    void noClientIsOpenedForNothing() {
        Opened opened = new Opened();
        new KubernetesWiring(context -> silentCluster(), opened);
        opened.close();
        assertThat(connected).isZero();
    }
}
