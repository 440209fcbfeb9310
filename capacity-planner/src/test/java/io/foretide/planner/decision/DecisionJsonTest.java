package io.foretide.planner.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionJsonTest {
    private static final Instant NOW = Instant.parse("2001-06-13T06:30:00Z");
    private static final RuleCause COOLING = new RuleCause.Cooling(Duration.ofSeconds(90));

    @Test
    void aReasonIsItsSentenceWithItsIdBesideIt() {
        assertThat(Json.line(new Hold(NOW, 2, BlindCause.Lack.NO_METRICS, Optional.empty(), List.of())))
                .isEqualTo(
                        "{\"at\":\"2001-06-13T06:30:00Z\",\"taskManagers\":2,\"reason\":\"Hold: the job's metrics are"
                                + " incomplete.\",\"reasonId\":\"no-metrics\",\"basis\":null,\"adjustments\":[],\"planned\":[]}");
        Adjustment adjustment = new Adjustment("cooldown", 3, 2, COOLING);
        assertThat(Json.line(new Rescale(NOW, 2, 3, COOLING, Optional.empty(), List.of(adjustment))))
                .isEqualTo("{\"at\":\"2001-06-13T06:30:00Z\",\"fromTaskManagers\":2,\"toTaskManagers\":3,\"reason\":\""
                        + COOLING.sentence() + "\",\"reasonId\":\"cooldown\",\"basis\":null,\"adjustments\":["
                        + "{\"policy\":\"cooldown\",\"fromTaskManagers\":3,\"toTaskManagers\":2,\"why\":\""
                        + COOLING.sentence() + "\",\"reasonId\":\"cooldown\"}],\"planned\":[]}");
    }

    @Test
    void anAdjustmentIsReadBackAsItWasWorded() {
        Adjustment written = new Adjustment("step limit", 4, 3, new RuleCause.StepLimited(2, true));
        assertThat(Json.read(Json.line(written), Adjustment.class))
                .isEqualTo(
                        new Adjustment("step limit", 4, 3, new Cause.Recorded("step-limit", "at most 2 more at once")));
    }

    @Test
    void anAdjustmentFromBeforeThereWereIdsTakesItsRulesName() {
        String old = "{\"policy\":\"loop breaker\",\"fromTaskManagers\":4,\"toTaskManagers\":3,\"why\":\"in turns\"}";
        assertThat(Json.read(old, Adjustment.class).reasonId()).isEqualTo("loop-breaker");
    }

    @Test
    void whatPeopleHoldIsASentenceToo() {
        Overrides held = Overrides.holding(new Cause.Recorded("not-leading", "replica foretide-0 leads"));
        assertThat(Json.line(held))
                .isEqualTo("{\"hold\":\"replica foretide-0 leads\",\"pausedUp\":false,\"pausedDown\":false,"
                        + "\"pinned\":null,\"min\":null,\"max\":null,\"reclaimed\":null,\"limit\":null}");
    }
}
