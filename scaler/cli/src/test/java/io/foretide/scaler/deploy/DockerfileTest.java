package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the image without building it; {@link ImageIT} runs what it copies. */
class DockerfileTest {
    private static final Pattern PROGRAM = Pattern.compile("target/dist/([a-z-]+)");
    private static final Pattern JAVA_OPTION = Pattern.compile("-[XD][^\\s\")]+");

    @Test
    void copiesWhatTheProjectHasOrBuilds() throws Exception {
        String poms = Files.readString(Path.of("pom.xml"))
                + Files.readString(Dockerfile.CONTEXT.resolve("capacity-planner/flink-autoscaler/pom.xml"));
        assertThat(Dockerfile.read().copies()).hasSize(4).allSatisfy(copied -> {
            var program = PROGRAM.matcher(copied.source());
            if (program.matches()) {
                assertThat(poms).contains("<dist.name>" + program.group(1) + "</dist.name>");
            } else {
                assertThat(Dockerfile.CONTEXT.resolve(copied.source())).exists();
            }
        });
    }

    @Test
    void nothingButWhatIsCopiedIsSentToTheBuilder() throws Exception {
        String ignored = Files.readString(Chart.DEPLOY.resolve("Dockerfile.dockerignore"));
        assertThat(ignored.lines())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("*"),
                                Dockerfile.read().copies().stream().map(copied -> "!" + copied.source()))
                        .toList());
    }

    @Test
    void runsAsTheChartRunsIt() throws Exception {
        Dockerfile dockerfile = Dockerfile.read();
        PodSpec pod = ChartTest.only(Chart.renderDefaults(), StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec();
        Container container = pod.getContainers().get(0);
        assertThat(dockerfile.words("ENTRYPOINT")).isEqualTo(container.getCommand());
        assertThat(dockerfile.words("CMD")).isEqualTo(container.getArgs());
        assertThat(dockerfile.only("USER"))
                .isEqualTo(pod.getSecurityContext().getRunAsUser() + ":"
                        + pod.getSecurityContext().getRunAsGroup());
        assertThat(dockerfile.only("EXPOSE"))
                .isEqualTo(container.getPorts().get(0).getContainerPort().toString());
        assertThat(dockerfile.only("RUN"))
                .contains("libgomp1")
                .contains("chown " + dockerfile.only("USER") + " /var/cache/foretide /var/lib/foretide");
    }

    @Test
    void theLauncherGivesTheJvmWhatTheOneOfTheCheckoutGives() throws Exception {
        assertThat(options(Chart.DEPLOY.resolve("docker").resolve("foretide")))
                .hasSize(8)
                .isEqualTo(options(Dockerfile.CONTEXT.resolve("foretide")));
    }

    /** Options; of those with a folder the name alone. */
    private static Set<String> options(Path launcher) throws Exception {
        return Files.readString(launcher)
                .lines()
                .filter(line -> !line.contains("mvnw"))
                .flatMap(line -> JAVA_OPTION.matcher(line).results())
                .map(MatchResult::group)
                .map(option -> option.contains("$") ? option.substring(0, option.indexOf('=')) : option)
                .collect(Collectors.toSet());
    }
}
