package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.process.Installation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalProgramsTest {
    @Test
    void saysWhatToDoWhenAProgramIsNotBuilt(@TempDir Path home) {
        assertThatThrownBy(() -> LocalPrograms.classPath(new Installation(home), "flink"))
                .hasMessageContaining("'flink'")
                .hasMessageContaining("./mvnw package");
    }
}
