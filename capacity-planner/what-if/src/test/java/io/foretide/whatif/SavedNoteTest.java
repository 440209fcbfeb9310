package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.whatif.SimulationResult.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedNoteTest {
    @ParameterizedTest
    @CsvSource({
        "980, predictive saves next to nothing against static-peak (2.0 % of the slot-hours)",
        "1000, predictive saves nothing against static-peak (0.0 % of the slot-hours)",
        "1100, predictive saves nothing against static-peak (-10.0 % of the slot-hours)"
    })
    void saysWhereAFixedSizeDoesAsWell(double slotHours, String note) {
        assertThat(SavedNote.of(List.of(policy("static-peak", 1000), policy("predictive", slotHours))))
                .hasValue(note + ": a fixed size does as well for this load");
    }

    @Test
    void isSilentWhereSomethingIsSavedOrNotCompared() {
        assertThat(SavedNote.of(List.of(policy("static-peak", 1000), policy("predictive", 900))))
                .isEmpty();
        assertThat(SavedNote.of(List.of(policy("static-peak", 1000), policy("reactive", 1100))))
                .isEmpty();
        assertThat(SavedNote.of(List.of(policy("predictive", 1100)))).isEmpty();
    }

    private static Policy policy(String name, double slotHours) {
        return new Policy(name, slotHours, 1, 0, 0, 0, 0, 0, 0, 0, slotHours);
    }
}
