package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launchers, of the checkout and of the image, with a Java that prints its locale and what it is started with. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    private static final Pattern JAVA_OPTION = Pattern.compile("-[XD][^\\s\")]+");

    @TempDir
    Path folder;

    private static Path program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A line of the locale, and one for each word. */
    private List<String> started(String launcher, String locale, String options)
            throws IOException, InterruptedException {
        String java = "#!/bin/sh\necho \"LC_ALL=$LC_ALL\"\nprintf '%s\\n' \"$@\"\n";
        program(folder.resolve("jdk/bin/java"), java);
        Path home = folder.resolve("home");
        Path copy = program(
                home.resolve("bin/foretide")
                        .resolveSibling(launcher.equals("foretide") ? "../foretide" : "foretide")
                        .normalize(),
                Files.readString(DocumentedCommands.ROOT.resolve(launcher)));
        Files.createDirectories(home.resolve("target/dist"));
        Files.writeString(home.resolve("target/dist/built"), "");
        ProcessBuilder builder = new ProcessBuilder(copy.toString(), "--version").redirectErrorStream(true);
        builder.environment().remove("LANG");
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("FORETIDE_JAVA_OPTIONS", options);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("PATH", folder.resolve("jdk/bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said.lines().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foretide", "scaler/deploy/image/foretide"})
    void thePosixLocaleGetsTheCharactersOfFileNames(String launcher) throws Exception {
        assertThat(started(launcher, "C", "").get(0)).isEqualTo("LC_ALL=C.UTF-8");
        assertThat(started(launcher, "C.UTF-8", "").get(0)).isEqualTo("LC_ALL=C.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foretide", "scaler/deploy/image/foretide"})
    void theOptionsOfTheUserComeLastAndWin(String launcher) throws Exception {
        assertThat(started(launcher, "C", "-Xmx2g -Dhttps.proxyHost=proxy.example"))
                .containsSubsequence("-Xmx768m", "-Xmx2g", "-Dhttps.proxyHost=proxy.example", "-cp")
                .endsWith("io.foretide.scaler.cli.Main", "--version");
    }

    @Test
    void theImageGivesTheJvmWhatTheCheckoutGives() throws Exception {
        assertThat(options("scaler/deploy/image/foretide")).hasSize(8).isEqualTo(options("foretide"));
    }

    /** Options; of those with a folder the name alone. */
    private static Set<String> options(String launcher) throws IOException {
        return Files.readString(DocumentedCommands.ROOT.resolve(launcher))
                .lines()
                .filter(line -> !line.contains("mvnw"))
                .flatMap(line -> JAVA_OPTION.matcher(line).results())
                .map(MatchResult::group)
                .map(option -> option.contains("$") ? option.substring(0, option.indexOf('=')) : option)
                .collect(Collectors.toSet());
    }
}
