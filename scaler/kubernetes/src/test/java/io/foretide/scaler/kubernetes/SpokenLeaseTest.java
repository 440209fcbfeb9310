package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SpokenLeaseTest {
    private static final ZonedDateTime T0 = ZonedDateTime.of(2001, 6, 13, 6, 30, 0, 0, ZoneOffset.UTC);
    private static final LeaderElectionRecord RECORD =
            new LeaderElectionRecord("foretide-0", Duration.ofSeconds(15), T0, T0, 1);

    /** Nothing is asked of it here. */
    private static final KubernetesClient CLIENT = (KubernetesClient) Proxy.newProxyInstance(
            SpokenLeaseTest.class.getClassLoader(),
            new Class<?>[] {KubernetesClient.class},
            (client, method, given) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Optional<KubernetesClientException> readFails = Optional.empty();
    private Optional<KubernetesClientException> writeFails = Optional.empty();

    private final SpokenLease lease = new SpokenLease("Lease foretide/foretide-orders", new Lock() {
        @Override
        public LeaderElectionRecord get(KubernetesClient client) {
            readFails.ifPresent(failure -> {
                throw failure;
            });
            return RECORD;
        }

        @Override
        public void create(KubernetesClient client, LeaderElectionRecord record) {
            update(client, record);
        }

        @Override
        public void update(KubernetesClient client, LeaderElectionRecord record) {
            writeFails.ifPresent(failure -> {
                throw failure;
            });
        }

        @Override
        public String identity() {
            return "foretide-0";
        }

        @Override
        public String describe() {
            return "LeaseLock: foretide - foretide-orders (foretide-0)";
        }
    });

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SpokenLease.class);
    }

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void leave() {
        logger().detachAppender(log);
    }

    private static Optional<KubernetesClientException> failure(String message, int code) {
        return Optional.of(new KubernetesClientException(message, code, null));
    }

    @Test
    void aServerThatIsAwayForManyRenewalsIsOneLineWithoutAStackTrace() {
        readFails = failure("Connection refused", 0);
        for (int renewal = 0; renewal < 15; renewal++) {
            assertThatThrownBy(() -> lease.get(CLIENT)).isSameAs(readFails.orElseThrow());
        }
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage())
                    .isEqualTo("cannot read Lease foretide/foretide-orders: Connection refused");
            assertThat(event.getThrowableProxy()).isNull();
        });
        readFails = Optional.empty();
        assertThat(lease.get(CLIENT)).isSameAs(RECORD);
        readFails = failure("Connection refused", 0);
        assertThatThrownBy(() -> lease.get(CLIENT)).isInstanceOf(KubernetesClientException.class);
        assertThat(log.list)
                .filteredOn(event -> event.getFormattedMessage().startsWith("cannot"))
                .hasSize(2);
    }

    @Test
    void aRightToWriteThatIsMissingIsSaidOnceThoughTheLeaseCanBeRead() {
        writeFails = failure("leases is forbidden", 403);
        for (int renewal = 0; renewal < 3; renewal++) {
            lease.get(CLIENT);
            assertThatThrownBy(() -> lease.update(CLIENT, RECORD)).isInstanceOf(KubernetesClientException.class);
        }
        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .startsWith("cannot write")
                        .endsWith("leases is forbidden"));
    }

    @Test
    void anotherReplicaThatWasFasterIsNoTrouble() {
        writeFails = failure("the object has been modified", 409);
        assertThatThrownBy(() -> lease.update(CLIENT, RECORD)).isInstanceOf(KubernetesClientException.class);
        assertThat(log.list).isEmpty();
    }
}
