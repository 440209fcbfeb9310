package io.foretide.scaler.app.webhook;

import static io.foretide.scaler.app.webhook.OwnedTicks.JOB;
import static io.foretide.scaler.app.webhook.OwnedTicks.T0;
import static io.foretide.scaler.app.webhook.OwnedTicks.WHY;
import static io.foretide.scaler.app.webhook.OwnedTicks.hold;
import static io.foretide.scaler.app.webhook.OwnedTicks.rescale;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.app.webhook.WebhookSettings.Kind;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookEventsTest {
    private final WebhookEvents events = new WebhookEvents(JOB);

    @Test
    void everyRescaleThatWasAskedForIsADecision() {
        assertThat(events.tick(rescale(0, 3, new ScalingTarget.Applied())))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(Kind.DECISION);
                    assertThat(event.json(2))
                            .contains(
                                    "\"event\":\"decision\",\"job\":\"orders\",\"at\":\"2026-01-31T06:30:00Z\",\"dropped\":2")
                            .contains(
                                    "\"fromTaskManagers\":1,\"toTaskManagers\":3,\"direction\":\"up\",\"fate\":\"applied\"")
                            .contains("\"sentence\":\"Scale up.\"");
                });
        assertThat(events.tick(rescale(1, 3, new ScalingTarget.Refused(WHY)))).hasSize(1);
        assertThat(events.tick(rescale(2, 3, new ScalingTarget.Failed(WHY)))).hasSize(1);
        assertThat(events.tick(hold(3, Optional.empty()))).isEmpty();
    }

    @Test
    void aRecommendationIsToldWhenItIsAnother() {
        ScalingTarget.Answer recommended = new ScalingTarget.Recommended(WHY);
        assertThat(events.tick(rescale(0, 3, recommended)))
                .extracting(WebhookEvent::kind)
                .containsExactly(Kind.RECOMMENDATION);
        assertThat(events.tick(rescale(1, 3, recommended))).isEmpty();
        assertThat(events.tick(rescale(2, 4, recommended))).hasSize(1);
        events.tick(hold(3, Optional.empty()));
        assertThat(events.tick(rescale(4, 4, recommended))).hasSize(1);
    }

    @Test
    void anObstacleIsToldWhenItBeginsAndWhenItIsOver() {
        List<WebhookEvent> begun = events.tick(hold(0, Optional.of("image a cannot be had")));
        assertThat(begun)
                .singleElement()
                .satisfies(event -> assertThat(event.json(0))
                        .contains("\"obstacle\":{\"id\":\"image-pull\",\"sentence\":\"image a cannot be had\"")
                        .contains("\"over\":false"));
        assertThat(events.tick(hold(1, Optional.of("image a cannot be had, again"))))
                .isEmpty();
        assertThat(events.tick(hold(2, Optional.empty())))
                .singleElement()
                .satisfies(event -> assertThat(event.json(0)).contains("\"over\":true"));
        assertThat(events.tick(hold(3, Optional.empty()))).isEmpty();
    }

    @Test
    void conditionsAreObstacles() {
        Condition overdue = new Condition(Condition.TICK_OVERDUE, "no tick has ended", T0);
        assertThat(events.conditions(List.of(overdue), T0)).hasSize(1);
        assertThat(events.conditions(List.of(overdue), T0.plusSeconds(9))).isEmpty();
        assertThat(events.conditions(List.of(), T0.plusSeconds(60))).hasSize(1);
    }

    @Test
    void aReplicaThatFollowsTellsNothing() {
        Standing follows = new Standing.Follows(WHY);
        assertThat(events.tick(rescale(0, 3, new ScalingTarget.Recommended(WHY), follows)))
                .isEmpty();
        assertThat(events.conditions(List.of(new Condition("a", "b", T0)), T0)).isEmpty();
    }

    @Test
    void theSameEventHasTheSameIdWhoeverTellsIt() {
        String first =
                events.tick(rescale(0, 3, new ScalingTarget.Applied())).get(0).id();
        String second = new WebhookEvents(JOB)
                .tick(rescale(0, 3, new ScalingTarget.Applied()))
                .get(0)
                .id();
        String other =
                events.tick(rescale(1, 3, new ScalingTarget.Applied())).get(0).id();
        assertThat(first).isEqualTo(second).isNotEqualTo(other);
    }
}
