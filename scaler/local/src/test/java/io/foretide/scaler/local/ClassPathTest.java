package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassPathTest {
    @TempDir
    Path home;

    @Test
    void listsTheJarsInAFixedOrder() throws IOException {
        Path directory = Files.createDirectories(home.resolve("target/dist/flink"));
        Files.writeString(directory.resolve("b.jar"), "");
        Files.writeString(directory.resolve("a.jar"), "");
        Files.writeString(directory.resolve("note.txt"), "");
        assertThat(ClassPath.find(home, "flink").argument()).endsWith("a.jar:" + directory.resolve("b.jar"));
    }

    @Test
    void changesItsFingerprintWithAJar() throws IOException {
        Path directory = Files.createDirectories(home.resolve("target/dist/flink"));
        Files.writeString(directory.resolve("a.jar"), "1");
        String before = ClassPath.find(home, "flink").fingerprint();
        Files.writeString(directory.resolve("a.jar"), "12");
        assertThat(ClassPath.find(home, "flink").fingerprint()).isNotEqualTo(before);
    }

    @Test
    void saysWhatToDoWhenTheProgramIsNotBuilt() {
        assertThatThrownBy(() -> ClassPath.find(home, "flink"))
                .hasMessageContaining("'flink'")
                .hasMessageContaining("./mvnw package");
    }
}
