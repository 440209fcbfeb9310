package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.BlindCause;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.telemetry.signal.SignalState;
import io.foretide.text.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlanCommandTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final ScalingDecision HOLD =
            new Hold(NOON, 3, new BlindCause.Lack("no-rate", "Hold 3 TaskManagers."), Optional.empty(), List.of());
    private static final List<SignalState> SIGNALS = List.of(
            new SignalState(
                    "open_orders",
                    OptionalDouble.of(1234567.0),
                    Optional.of(NOON.minusSeconds(90)),
                    OptionalLong.of(90),
                    Optional.of("signal open_orders: http://shop answers 503")),
            new SignalState("rain", OptionalDouble.of(0.25), Optional.empty(), OptionalLong.empty(), Optional.empty()),
            new SignalState(
                    "users",
                    OptionalDouble.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.of("no value of now, so that models take the mean")));

    @Test
    void signalsAreALineEachBelowTheDecision() {
        assertThat(PlanCommand.shown(HOLD, SIGNALS, OutputFormat.table).lines().skip(2))
                .containsExactly(
                        "signal         open_orders: 1234570, 1m30s old, signal open_orders: http://shop answers 503",
                        "signal         rain: 0.25",
                        "signal         users: no value of now, so that models take the mean");
    }

    @Test
    void jsonHasThemAfterTheFieldsOfTheDecision() {
        String plan = PlanCommand.shown(HOLD, SIGNALS, OutputFormat.json);

        assertThat(plan)
                .startsWith(Json.pretty(HOLD).replaceFirst("\\s*}$", ""))
                .contains("""
                  "signals" : [ {
                    "name" : "open_orders",
                    "value" : 1234567.0,
                    "time" : "2026-05-01T11:58:30Z",
                    "ageSeconds" : 90,
                    "trouble" : "signal open_orders: http://shop answers 503"
                  }, {
                """.indent(0).stripTrailing());
    }

    @Test
    void withoutSignalsItIsTheDecisionAlone() {
        assertThat(PlanCommand.shown(HOLD, List.of(), OutputFormat.json))
                .isEqualTo(Json.pretty(HOLD) + System.lineSeparator());
        assertThat(PlanCommand.shown(HOLD, List.of(), OutputFormat.table)).isEqualTo(DecisionText.of(HOLD));
    }
}
