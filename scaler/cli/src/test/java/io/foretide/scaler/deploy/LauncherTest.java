package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launchers, of the checkout and of the image, hand to Java. */
class LauncherTest {
    @TempDir
    Path home;

    /** The words that Java is started with, by a launcher at a place below {@link #home}. */
    private List<String> words(Path launcher, String place) throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("target/dist"));
        Files.writeString(home.resolve("target/dist/built"), "");
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Path copy = home.resolve(place);
        Files.createDirectories(copy.getParent());
        Files.copy(launcher, copy);
        assertThat(java.toFile().setExecutable(true) && copy.toFile().setExecutable(true))
                .isTrue();
        ProcessBuilder builder = new ProcessBuilder(copy.toString(), "config", "check").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().put("PATH", java.getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("FORETIDE_JAVA_OPTIONS", "-Xmx2g -Dhttps.proxyHost=proxy.example");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private static void givesTheOptionsLast(List<String> words) {
        assertThat(words).containsSubsequence("-Xmx768m", "-Xmx2g", "-Dhttps.proxyHost=proxy.example", "-cp");
        assertThat(words).endsWith("io.foretide.scaler.cli.Main", "config", "check");
    }

    @Test
    void theOneOfTheCheckoutGivesTheOptionsThatItIsTold() throws Exception {
        givesTheOptionsLast(words(Dockerfile.CONTEXT.resolve("foretide"), "foretide"));
    }

    @Test
    void theOneOfTheImageGivesTheOptionsThatItIsTold() throws Exception {
        givesTheOptionsLast(words(Chart.DEPLOY.resolve("docker").resolve("foretide"), "bin/foretide"));
    }
}
