package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees of bad input: one clear error, the right exit code, no stack trace. */
class MainTest {
    @TempDir
    Path folder;

    @RegisterExtension
    final Printed printed = new Printed();

    @BeforeEach
    void properties() {
        System.setProperty("foretide.home", folder.toString());
    }

    @AfterEach
    void clear() {
        System.clearProperty("foretide.home");
    }

    @Test
    void namesAnUnknownOption() {
        assertThat(Main.run("demo", "--sped", "60")).isEqualTo(2);
        assertThat(printed.err()).contains("--sped").contains("--speed");
    }

    @Test
    void namesAMisspeltOptionInsteadOfTheOneThatIsMissing() {
        assertThat(Main.run("serve", "--conifg=foretide.yaml")).isEqualTo(2);
        assertThat(printed.err())
                .contains("Unknown option: '--conifg=foretide.yaml'")
                .doesNotContain("Missing");
        assertThat(Main.run("serve", "--debug")).isEqualTo(2);
        assertThat(printed.err()).contains("Missing required option: '--config=");
    }

    @Test
    void helpsWithAnyCommandAndNamesOneThatIsNone() {
        assertThat(Main.run("help", "store", "repair")).isZero();
        assertThat(printed.out()).startsWith("Usage: foretide store repair ");
        assertThat(Main.run("help")).isZero();
        assertThat(Main.run("help", "store", "repare")).isEqualTo(2);
        assertThat(printed.err()).contains("there is no command 'repare'").contains("Maybe see: foretide store --help");
    }

    @Test
    void namesAnImpossibleSpeed() {
        assertThat(Main.run("demo", "--speed", "5000")).isEqualTo(2);
        assertThat(printed.err()).contains("--speed 5000.0: must be 1 to 120");
    }

    @Test
    void namesAnUnreadableDuration() {
        assertThat(Main.run("demo", "--duration", "soon")).isEqualTo(2);
        assertThat(printed.err()).contains("'soon': must be a duration such as 90s, 5m or 2h");
    }

    @Test
    void namesAnImpossiblePort() {
        assertThat(Main.run("demo", "--port", "99999")).isEqualTo(2);
        assertThat(printed.err()).contains("--port 99999: must be 0 to 65535");
    }

    @Test
    void refusesAReportThatIsAFolder() {
        assertThat(Main.run("demo", "--report", folder.toString())).isEqualTo(2);
        assertThat(printed.err()).contains("it is a folder");
    }

    @Test
    void deletesNothingThatNoDemoHasMade() throws IOException {
        Path precious = Files.writeString(
                Files.createDirectories(folder.resolve("w/demo")).resolve("precious.txt"), "mine");
        assertThat(Main.run("demo", "--work-dir", folder.resolve("w").toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("holds files that no demo has made");
        assertThat(precious).hasContent("mine");
    }

    @Test
    void namesATimeOutsideTheTrace() {
        assertThat(Main.run("demo", "--from", "2010-01-01T00:00:00Z")).isEqualTo(2);
        assertThat(printed.err()).contains("--from 2010-01-01T00:00:00Z: must be 2001-01-30T00:00:00Z to ");
    }

    @Test
    void namesAMissingConfiguration() {
        assertThat(Main.run("serve", "--config", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("none.yaml").contains("there is no such file");
    }

    @Test
    void saysThatFlinkDoesNotAnswer() throws IOException {
        Path config = Files.writeString(
                folder.resolve("foretide.yaml"),
                "job: a\ndata: " + folder.resolve("data")
                        + "\nflink: {rest: \"http://127.0.0.1:1\"}\ntarget: {type: dry-run}\n");
        assertThat(Main.run("serve", "--once", "--config", config.toString())).isEqualTo(4);
        assertThat(printed.err()).contains("http://127.0.0.1:1");
    }

    @Test
    void namesAModelThatIsNotThere() {
        assertThat(Main.run("models", "show", "lstm-9", "--registry", folder.toString()))
                .isEqualTo(1);
        assertThat(printed.err()).contains("lstm-9");
    }

    @Test
    void aRegistryThatIsNotThereIsNotMade() {
        Path none = folder.resolve("none");
        assertThat(Main.run("models", "list", "--registry", none.toString())).isEqualTo(1);
        assertThat(printed.err()).contains("there is no model registry " + none);
        assertThat(none).doesNotExist();
    }

    @Test
    void lookingAtAnEmptyFolderSaysThatThereIsNoModelAndLeavesItEmpty() {
        assertThat(Main.run("models", "list", "--registry", folder.toString())).isZero();
        assertThat(printed.err()).contains("There is no model in " + folder).contains("Maybe train one");
        assertThat(folder).isEmptyDirectory();
        assertThat(Main.run("models", "rollback", "--registry", folder.toString()))
                .isEqualTo(1);
        assertThat(printed.err()).contains("there is no champion and was none before");
    }

    @Test
    void trainingWhatCannotBeTrainedMakesNoRegistry() {
        Path none = folder.resolve("none");
        assertThat(Main.run("train", "--models", "ridge,oracle", "--registry", none.toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--models: there is no model 'oracle'; there are last-value,");
        assertThat(Main.run("train", "--models", "ridge,ridge", "--registry", none.toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--models ridge,ridge: each model once is allowed");
        assertThat(Main.run("train", "--until", "1999-01-05T00:00:00Z", "--registry", none.toString()))
                .isEqualTo(2);
        assertThat(printed.err())
                .contains(
                        "--until 1999-01-05T00:00:00Z: must be after 2001-01-01T00:00:00Z and up to 2001-07-01T00:00:00Z");
        assertThat(none).doesNotExist();
    }

    @Test
    void aRegistryThatCannotBeWrittenIsSaidBeforeTheTraining() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(Main.run("train", "--until", "2001-01-20T00:00:00Z", "--registry", file.toString()))
                .isEqualTo(1);
        assertThat(printed.err())
                .contains("the model registry " + file + " cannot be written")
                .doesNotContain("last-value");
    }

    @Test
    void aDamagedRegistryIsSaidInTwoLines() throws IOException {
        Path aliases = Files.writeString(folder.resolve("aliases.json"), "{");
        assertThat(Main.run("models", "list", "--registry", folder.toString())).isEqualTo(1);
        assertThat(printed.err().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains(aliases + " is damaged"))
                .anySatisfy(line -> assertThat(line).contains("foretide models promote"));
    }

    @Test
    void everyCommandOfModelsHasHelp() {
        for (String command : List.of("list", "show", "promote", "rollback", "shadow")) {
            assertThat(Main.run("models", command, "--help")).isZero();
        }
    }

    @Test
    void trainingWithoutAHistorySaysSoAndMakesNone() throws IOException {
        Path data = folder.resolve("data");
        Path config = Files.writeString(
                folder.resolve("foretide.yaml"),
                "job: a\ndata: " + data + "\nflink: {rest: \"http://127.0.0.1:1\"}\ntarget: {type: dry-run}\n");
        assertThat(Main.run("train", "--config", config.toString())).isEqualTo(1);
        assertThat(printed.err()).contains("job a has no whole day of history in " + data);
        assertThat(data.resolve("features.db")).doesNotExist();
        assertThat(Main.run("models", "list", "--config", config.toString())).isEqualTo(1);
        assertThat(printed.err()).contains("there is no model registry " + data.resolve("models"));
    }

    @ParameterizedTest
    @CsvSource({"0s, 1s to 8784h", "400d, 1s to 8784h", "999999999d, at most 36500d", "PT2540400000000000H, must be"})
    void aPauseHasALengthThatCanBe(String length, String allowed) throws IOException {
        Path config = Files.writeString(
                folder.resolve("foretide.yaml"),
                "job: a\nflink: {rest: \"http://127.0.0.1:1\"}\ntarget: {type: flink-deployment, namespace: a, name: b}\n");
        assertThat(Main.run("target", "pause", "--for", length, "--config", config.toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--for").contains(allowed);
    }
}
