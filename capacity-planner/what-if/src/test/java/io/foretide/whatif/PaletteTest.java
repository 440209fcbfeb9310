package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.whatif.policy.ComparedPolicies;
import java.awt.Color;
import org.junit.jupiter.api.Test;

class PaletteTest {
    @Test
    void everyPolicyHasTheColourThatItHasOnThePages() {
        assertThat(Palette.policies())
                .doesNotHaveDuplicates()
                .hasSameSizeAs(ComparedPolicies.builtIn().all())
                .startsWith(new Color(0x9aa5ae))
                .endsWith(new Color(0x1b7a43));
    }
}
