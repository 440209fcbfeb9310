package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.Mode;
import io.foretide.text.Json;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecControlsTest {
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final String LATER = "2026-06-07T13:00:00Z";

    private static ManualOverrides asked(Map<String, String> annotations, Map<String, Object> spec) {
        return ManualOverrides.of(Asked.in(annotations).under(SpecControls.asked(spec)), Mode.AUTO, NOW);
    }

    @Test
    void aSpecAsksInTheWordsOfTheAnnotations() {
        ManualOverrides asked =
                asked(Map.of(), Map.of("mode", "recommend", "pin", 4, "pausedIn", true, "min", 2, "max", 9));
        assertThat(asked.mode()).isEqualTo(Mode.RECOMMEND);
        assertThat(asked.overrides().pinned()).hasValue(4);
        assertThat(asked.overrides().pausedDown()).isTrue();
        assertThat(asked.overrides().pausedUp()).isFalse();
        assertThat(asked.overrides().min()).hasValue(2);
        assertThat(asked.overrides().max()).hasValue(9);
    }

    @Test
    void anEndCountsBesideItsWord() {
        Map<String, Object> spec =
                Map.of("mode", "off", "modeUntil", LATER, "pin", 4, "pinUntil", LATER, "pausedUntil", LATER);
        assertThat(asked(Map.of(), spec).mode()).isEqualTo(Mode.OFF);
        assertThat(asked(Map.of(), spec).overrides().pinned()).hasValue(4);
        assertThat(asked(Map.of(), spec).overrides().pausedUp()).isTrue();
        ManualOverrides over =
                ManualOverrides.of(Asked.in(Map.of()).under(SpecControls.asked(spec)), Mode.AUTO, Instant.parse(LATER));
        assertThat(over.mode()).isEqualTo(Mode.AUTO);
        assertThat(over.overrides().pinned()).isEqualTo(OptionalInt.empty());
        assertThat(over.overrides().pausedUp()).isFalse();
    }

    @Test
    void theSpecComesBeforeAnnotationsWordByWord() {
        Map<String, String> annotations =
                Map.of(Annotations.MODE, "off", Annotations.PIN, "7", Annotations.PAUSE, "true");
        ManualOverrides asked = asked(annotations, Map.of("mode", "auto", "paused", false));
        assertThat(asked.mode()).isEqualTo(Mode.AUTO);
        assertThat(asked.overrides().pausedUp()).isFalse();
        assertThat(asked.overrides().pinned()).hasValue(7);
    }

    @Test
    void whatCannotBeReadHoldsAndIsNamedWhereItStands() {
        Map<String, Object> spec = Map.of("pin", 4, "pinUntil", "2026-13-01T00:00:00Z");
        assertThat(asked(Map.of(), spec).overrides().hold().map(Cause::sentence))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("spec.pin '4 until 2026-13-01T00:00:00Z': must be"));
        assertThat(asked(Map.of(Annotations.PIN, "many"), Map.of("max", 3))
                        .overrides()
                        .hold()
                        .map(Cause::sentence))
                .hasValueSatisfying(why -> assertThat(why).startsWith("annotation foretide.io/pin 'many'"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    foretide.io/mode     | off until 2026-06-07T13:00:00Z | {"mode":"off","modeUntil":"2026-06-07T13:00:00Z"}
                    foretide.io/mode     | auto                           | {"mode":"auto","modeUntil":null}
                    foretide.io/pin      | 4                              | {"pin":4,"pinUntil":null}
                    foretide.io/pause    | true                           | {"paused":true,"pausedUntil":null}
                    foretide.io/pause-in | 2026-06-07T13:00:00Z           | {"pausedIn":true,"pausedInUntil":"2026-06-07T13:00:00Z"}
                    foretide.io/standoff | 2026-06-07T13:00:00Z           | {"standoff":"2026-06-07T13:00:00Z"}
                    """)
    void aCommandsAnnotationIsTheSameWordOfTheSpec(String key, String value, String change) {
        assertThat(Json.line(SpecControls.change(Map.of(key, value), Set.of()))).isEqualTo(change);
    }

    @Test
    void whatIsTakenBackLosesItsEndToo() {
        assertThat(SpecControls.change(Map.of(), Set.of(Annotations.PIN, Annotations.MAX)))
                .containsOnlyKeys("pin", "pinUntil", "max")
                .containsEntry("pin", null);
    }

    @Test
    void anEndOfNothingIsAProblem() {
        assertThat(SpecControls.problems(Set.of("modeUntil", "pausedUntil", "pin", "pinUntil")))
                .containsExactly("modeUntil: is said without mode");
    }
}
