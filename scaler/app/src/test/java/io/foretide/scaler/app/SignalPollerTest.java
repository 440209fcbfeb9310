package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.signal.LiveSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SignalPollerTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    @Test
    void oneThatIsSilentOrBrokenDoesNotKeepOthersFromBeingSeen() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Seen silent = new Seen(never::await);
        Seen failing = new Seen(() -> {
            throw new IOException("signal failing: no");
        });
        Seen broken = new Seen(() -> {
            throw new IllegalStateException("a mistake of ours");
        });
        Seen good = new Seen(() -> {});
        PolledSignal refused = new PolledSignal(failing);
        List<PolledSignal> all =
                List.of(new PolledSignal(silent), refused, new PolledSignal(broken), new PolledSignal(good));
        try (SignalPoller poller = new SignalPoller(all, InstantSource.fixed(NOW))) {
            poller.start(Duration.ofMillis(200));

            assertThat(good.valuesAt(NOW)).containsValue(1.0);
            assertThat(silent.valuesAt(NOW)).isEmpty();
            assertThat(failing.valuesAt(NOW)).isEmpty();
            assertThat(broken.valuesAt(NOW)).isEmpty();
            assertThat(refused.trouble()).contains("signal failing: no");
        }
    }

    @Test
    void aTroubleIsOverWithTheNextGoodLook() {
        Iterator<Looking> looks = List.<Looking>of(
                        () -> {
                            throw new IOException("signal one: 503");
                        },
                        () -> {})
                .iterator();
        PolledSignal signal = new PolledSignal(new Seen(() -> looks.next().look()));

        signal.look(NOW);
        assertThat(signal.trouble()).contains("signal one: 503");
        signal.look(NOW);
        assertThat(signal.trouble()).isEmpty();
    }

    @FunctionalInterface
    private interface Looking {
        void look() throws IOException, InterruptedException;
    }

    private static final class Seen implements LiveSignal {
        private final Looking looking;
        private volatile boolean seen;

        Seen(Looking looking) {
            this.looking = looking;
        }

        @Override
        public void refresh(Instant now) throws IOException {
            try {
                looking.look();
                seen = true;
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public List<String> features() {
            return List.of("one");
        }

        @Override
        public Map<String, Double> valuesAt(Instant now) {
            return seen ? Map.of("one", 1.0) : Map.of();
        }
    }
}
