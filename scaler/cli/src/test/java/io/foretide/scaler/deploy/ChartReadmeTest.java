package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of the chart's README is made of values.yaml; with {@code -Dforetide.render=true} it is written. */
class ChartReadmeTest {
    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String HEADING = "## Values\n\n";

    @Test
    void documentsEveryValue() throws Exception {
        String readme = Files.readString(README);
        String expected = readme.substring(0, readme.indexOf(HEADING))
                + HEADING
                + ValuesTable.of(Files.readAllLines(Chart.FOLDER.resolve("values.yaml")));
        if (Boolean.getBoolean("foretide.render")) {
            Files.writeString(README, expected);
        }
        assertThat(Files.readString(README))
                .as("after a change of values.yaml run scaler/deploy/kustomize/render.sh")
                .isEqualTo(expected);
        assertThat(expected)
                .contains("| `job` | `orders` | ")
                .contains("| `target.placeholders.enabled` | `false` | ")
                .contains("| `training.schedule` | `\"0 3 * * 0\"` | When. |");
    }
}
