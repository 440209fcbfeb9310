package io.foretide.scaler.app.webhook;

import static io.foretide.scaler.app.webhook.OwnedTicks.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookQueueTest {
    private static WebhookEvent event(int number) {
        return WebhookEvent.of(WebhookSettings.Kind.DECISION, OwnedTicks.JOB, "d" + number, T0, Map.of());
    }

    @Test
    void moreThanAMinutesShareIsDroppedAndTheNextOneSaysHowMany() {
        WebhookQueue queue = new WebhookQueue(2);
        assertThat(queue.offer(event(1), T0)).isTrue();
        assertThat(queue.offer(event(2), T0.plusSeconds(30))).isTrue();
        assertThat(queue.offer(event(3), T0.plusSeconds(40))).isFalse();
        assertThat(queue.offer(event(4), T0.plusSeconds(59))).isFalse();
        assertThat(queue.offer(event(5), T0.plusSeconds(60))).isTrue();
        queue.sent();
        queue.sent();
        assertThat(queue.first()).hasValueSatisfying(next -> {
            assertThat(next.event()).isEqualTo(event(5));
            assertThat(next.dropped()).isEqualTo(2);
        });
    }

    @Test
    void noMoreWaitThanTheBound() {
        WebhookQueue queue = new WebhookQueue(10_000);
        for (int i = 0; i < WebhookQueue.MOST; i++) {
            assertThat(queue.offer(event(i), T0)).isTrue();
        }
        assertThat(queue.offer(event(-1), T0)).isFalse();
        queue.sent();
        assertThat(queue.offer(event(-2), T0)).isTrue();
    }

    @Test
    void oneThatIsGivenUpCountsAsDroppedWithThoseItWouldHaveTold() {
        WebhookQueue queue = new WebhookQueue(1);
        queue.offer(event(1), T0);
        queue.offer(event(2), T0);
        queue.sent();
        queue.offer(event(3), T0.plusSeconds(60));
        queue.givenUp();
        queue.offer(event(4), T0.plusSeconds(120));
        assertThat(queue.first())
                .hasValueSatisfying(next -> assertThat(next.dropped()).isEqualTo(2));
    }
}
