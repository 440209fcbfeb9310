package io.foretide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    private OutputFile at(String name) {
        return new OutputFile(folder.resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        at("a.csv").write("first");
        at("a.csv").write("second ä");
        assertThat(folder.resolve("a.csv")).hasContent("second ä");
        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    void aFailureHalfWayLeavesWhatWasThere() throws IOException {
        at("a.csv").write("precious");
        assertThatThrownBy(() -> at("a.csv").write(out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("the work failed");
                }))
                .hasMessage("the work failed");
        assertThat(folder.resolve("a.csv")).hasContent("precious");
        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    void aDraftThatIsNotKeptLeavesNothing() throws IOException {
        try (OutputFile.Draft draft = at("a.csv").draft()) {
            draft.write(1);
            draft.flush();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void keepsAModeAndALink() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        new OutputFile(link).write("after");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("after");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void saysWhatSpeaksAgainstIt() {
        assertThat(new OutputFile(folder).obstacle()).contains("it is a folder");
        assertThat(at("none/a.csv").obstacle()).contains("there is no folder " + folder.resolve("none"));
        assertThat(at("a.csv").obstacle()).isEmpty();
        assertThatThrownBy(() -> at("none/a.csv").write("x"))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("none/a.csv") + " cannot be written: there is no folder "
                        + folder.resolve("none"));
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskIsNamed() {
        assertThatThrownBy(() -> new OutputFile(Path.of("/dev/full")).write("x".repeat(200_000)))
                .isInstanceOf(IOException.class)
                .hasMessage("/dev/full cannot be written: No space left on device");
        assertThatThrownBy(() -> new OutputFile(Path.of("/dev/full")).write("x"))
                .hasMessage("/dev/full cannot be written: No space left on device");
    }

    @Test
    @EnabledIf("hasFullDevice")
    void whatIsNoRegularFileIsWrittenToAsItIs() throws IOException {
        new OutputFile(Path.of("/dev/null")).write("x");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
