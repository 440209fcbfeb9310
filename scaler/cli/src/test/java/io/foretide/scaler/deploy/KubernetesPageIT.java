package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.process.Installation;
import io.foretide.scaler.kubernetes.Annotations;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code sh} block of docs/kubernetes.md, one after the other, with the page's own foretide.yaml; then those that end it. */
@ExtendWith(ControlPlaneExtension.class)
final class KubernetesPageIT {
    private static final Path HOME = Path.of(System.getProperty("foretide.home"));
    private static final Pattern BLOCK = Pattern.compile("```(sh|yaml)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path work;

    @Test
    void everyCommandWorks(TestNamespace namespace) throws Exception {
        List<String> job =
                List.of("--bootstrap", "127.0.0.1:1", "--topic", "none", "--group", "none", "--service-micros", "500");
        Path kubeconfig = namespace
                .plane()
                .kubeconfig(namespace.plane().adminConfig(), namespace.name(), work.resolve("kubeconfig"));
        try (LocalFlink flink =
                LocalFlink.start(LocalFlinkSettings.of(Installation.here(), work.resolve("flink"), job))) {
            Files.writeString(
                    work.resolve("foretide.yaml"),
                    blocks("kubernetes.md", "yaml")
                                    .get(0)
                                    .replace(
                                            "http://127.0.0.1:8081",
                                            flink.restAddress().toString())
                            + "data: " + work.resolve("data") + "\n");
            runAll("kubernetes.md", kubeconfig);
            assertThat(annotations(namespace))
                    .containsEntry(Annotations.MODE, "recommend")
                    .containsKey(Annotations.STANDOFF)
                    .doesNotContainKey(Annotations.PAUSE);
            runAll("kubernetes-operations.md", kubeconfig);
            assertThat(annotations(namespace).keySet()).noneMatch(key -> key.startsWith("foretide.io/"));
        }
    }

    private void runAll(String page, Path kubeconfig) throws Exception {
        List<String> commands = blocks(page, "sh");
        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            run(command.replace("foretide.yaml", work.resolve("foretide.yaml").toString()), kubeconfig);
        }
    }

    private static Map<String, String> annotations(TestNamespace namespace) {
        return namespace
                .plane()
                .admin()
                .apps()
                .deployments()
                .inNamespace("flink")
                .withName("taskmanager")
                .get()
                .getMetadata()
                .getAnnotations();
    }

    private static List<String> blocks(String page, String language) throws IOException {
        return BLOCK.matcher(Files.readString(HOME.resolve("docs").resolve(page)))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }

    private void run(String commands, Path kubeconfig) throws IOException, InterruptedException {
        String script = "set -eu\nforetide() { java -Dforetide.home=. -cp 'target/dist/app/*'"
                + " io.foretide.scaler.cli.Main \"$@\"; }\n" + commands.replace("./foretide", "foretide");
        Path output = work.resolve("output");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().put("KUBECONFIG", kubeconfig.toString());
        bash.environment().merge("PATH", plane(bash), (path, plane) -> plane + ":" + path);
        Process process = bash.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(commands).isTrue();
        assertThat(process.exitValue())
                .as(commands + "\n" + Files.readString(output))
                .isZero();
    }

    /** Where the plane's kubectl is; a machine with a cluster of its own has one on its path. */
    private static String plane(ProcessBuilder bash) {
        return bash.environment().getOrDefault("FORETIDE_CONTROL_PLANE", ".");
    }
}
