package io.foretide.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void theBuildHasFilledItIn() {
        assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+");
    }
}
