package io.foretide.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationTest {
    @TempDir
    Path home;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = new Installation(home);
    }

    private Path jars() throws IOException {
        return Files.createDirectories(installation.programFolder("flink"));
    }

    @Test
    void listsTheJarsInAFixedOrder() throws IOException {
        Path folder = jars();
        Files.writeString(folder.resolve("b.jar"), "");
        Files.writeString(folder.resolve("a.jar"), "");
        Files.writeString(folder.resolve("note.txt"), "");
        assertThat(installation.program("flink").orElseThrow().jars())
                .containsExactly(folder.resolve("a.jar"), folder.resolve("b.jar"));
        assertThat(installation.program("flink").orElseThrow().argument())
                .isEqualTo(folder.resolve("a.jar") + ":" + folder.resolve("b.jar"));
    }

    @Test
    void aClassPathChangesItsFingerprintWithAJar() throws IOException {
        Path jar = Files.writeString(jars().resolve("a.jar"), "1");
        String before = installation.program("flink").orElseThrow().fingerprint();
        assertThat(installation.program("flink").orElseThrow().fingerprint()).isEqualTo(before);
        Files.writeString(jar, "12");
        assertThat(installation.program("flink").orElseThrow().fingerprint()).isNotEqualTo(before);
    }

    @Test
    void aProgramThatIsNotBuiltIsNotThere() throws IOException {
        assertThat(installation.program("flink")).isEmpty();
        jars();
        assertThat(installation.program("flink")).isEmpty();
    }
}
