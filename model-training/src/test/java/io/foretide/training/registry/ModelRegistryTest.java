package io.foretide.training.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.training.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a folder. */
class ModelRegistryTest extends ModelRegistryContract {
    private int count;
    private Path folder;

    @Override
    ModelRegistry create() {
        folder = root.resolve("registry-" + ++count);
        return again();
    }

    @Override
    ModelRegistry again() {
        return new ModelRegistry(folder);
    }

    @Test
    void aVersionHasACardForPeople() {
        assertThat(folder.resolve("versions").resolve(version(first)).resolve("card.md"))
                .content()
                .contains(
                        "- **seed**: 1",
                        "last-value",
                        first.card().provenance().data().sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"card.md\":\"0\"}"})
    void refusesACardWithoutTheFilesOfAModel(String files) throws IOException {
        Path card = published(second).resolve("card.json");
        Files.writeString(
                card, Files.readString(card).replaceFirst("\"files\"\\s*:\\s*\\{[^}]*}", "\"files\":" + files));
        Files.writeString(card.resolveSibling("card.sha256"), Checksums.of(card));

        assertThatThrownBy(() -> registry.promote("challenger"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("card.json lists the files [")
                .hasMessageContaining("must list calibration.gz, model.json");
        assertThat(registry.load("champion").card().version()).isEqualTo(version(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trees.protobuf", "model.json", "calibration.gz", "card.md", "card.json", "card.sha256"})
    void refusesAFlippedByteAndKeepsTheChampion(String name) throws IOException {
        Path file = published(second).resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        String damaged = name.startsWith("card.s") ? "card.json" : name;
        refusedWith(damaged, "damaged");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Path file = published(second).resolve("trees.protobuf");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        refusedWith("trees.protobuf", "damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trees.protobuf", "model.json", "calibration.gz", "card.md", "card.json", "card.sha256"})
    void refusesAMissingFile(String name) throws IOException {
        Files.delete(published(second).resolve(name));

        refusedWith(name, "missing");
    }

    @Test
    void refusesANewerFormat() throws IOException {
        rewriteCard("\"formatVersion\" : 4", "\"formatVersion\" : 5");

        refusedWith("card.json", "format version 5");
    }

    @Test
    void refusesAForeignModel() throws IOException {
        rewriteCard("foretide-model", "something-else");

        refusedWith("card.json", "something-else");
    }

    @Test
    void refusesACardThatPointsOutsideItsFolder() throws IOException {
        rewriteCard("\"trees.protobuf\"", "\"../trees.protobuf\"");

        refusedWith("card.json", "plain file names");
    }

    @Test
    void refusesAModelUnderAnotherName() throws IOException {
        Path other = published(second).resolveSibling("other");
        Files.move(published(second), other);

        assertThatThrownBy(() -> registry.load("other"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("belongs to version " + version(second));
    }

    @Test
    void anInterruptedPublishIsNotSeen() throws IOException {
        Path unfinished = published(first).resolveSibling(".unfinished-1");
        Files.createDirectory(unfinished);
        Files.copy(published(first).resolve("trees.protobuf"), unfinished.resolve("trees.protobuf"));

        assertThat(registry.list()).containsExactly(version(first));
        assertThat(registry.load("champion").card().version()).isEqualTo(version(first));
    }

    @Test
    void refusesAnOlderFormatAndSaysWhatToDo() throws IOException {
        rewriteCard("\"formatVersion\" : 4", "\"formatVersion\" : 3");

        refusedWith("card.json", "Maybe train it again");
    }

    @Test
    void refusesAModelOfAnUnknownKind() throws IOException {
        Path model = published(second).resolve("model.json");
        String text = Files.readString(model).replace("\"xgboost\"", "\"oracle\"");
        Files.writeString(model, text);
        Path card = model.resolveSibling("card.json");
        String before = registry.card(version(first)).files().get("model.json");
        assertThat(Files.readString(card)).contains(String.valueOf(before));
        rewriteCard(String.valueOf(before), Checksums.of(model));

        refusedWith("cannot be read", "oracle");
    }

    @Test
    void demotesPastAChampionThatIsRefused() throws IOException {
        registry.publish(second);
        registry.promote(version(second));
        Files.delete(published(first).resolve("model.json"));

        assertThat(registry.demote(version(second)).champion()).isEmpty();
    }

    @Test
    void lookingAtARegistryThatIsNotThereCreatesNothing() {
        Path none = root.resolve("none");
        ModelRegistry absent = new ModelRegistry(none);

        assertThat(absent.list()).isEmpty();
        assertThat(absent.aliases()).isEqualTo(ModelAliases.NONE);
        assertThatThrownBy(() -> absent.load("champion")).hasMessageContaining("there is no champion in " + none);
        assertThat(none).doesNotExist();
    }

    @Test
    void saysWhyNothingCanBeStored() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> new ModelRegistry(file.resolve("registry")).create())
                .hasMessageContaining("the model registry " + file.resolve("registry") + " cannot be written");
        assertThatThrownBy(() -> new ModelRegistry(file).create())
                .hasMessageStartingWith("the model registry " + file + " cannot be written");
    }

    @Test
    void keepsTheChampionTheWayBackAndTheNewestOfTenVersionsInAll() throws IOException {
        registry.publish(second);
        registry.promote(version(second));
        old(version(first), 0);
        old(version(second), 0);
        for (int i = 1; i <= 11; i++) {
            Files.createDirectory(folder.resolve("versions").resolve("ridge-" + i));
            old("ridge-" + i, i);
        }

        assertThat(registry.prune()).containsExactly("ridge-3", "ridge-2", "ridge-1");

        assertThat(registry.list()).hasSize(10).contains("ridge-4", "ridge-11", version(first), version(second));
        assertThat(registry.rollback().champion()).contains(version(first));
        assertThat(registry.prune()).isEmpty();
        assertThat(folder.resolve("versions"))
                .isDirectoryNotContaining(file -> file.toString().contains("unfinished"));
    }

    private void old(String version, int daysAfterTheEpoch) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve("versions").resolve(version),
                FileTime.from(Instant.EPOCH.plus(Duration.ofDays(daysAfterTheEpoch))));
    }

    private Path published(TrainedModel model) {
        if (!registry.list().contains(version(model))) {
            registry.publish(model);
        }
        return folder.resolve("versions").resolve(version(model));
    }

    private void rewriteCard(String from, String to) throws IOException {
        Path card = published(second).resolve("card.json");
        String text = Files.readString(card);
        assertThat(text).contains(from);
        Files.writeString(card, text.replace(from, to));
        Files.writeString(card.resolveSibling("card.sha256"), Checksums.of(card));
    }

    private void refusedWith(String file, String reason) {
        assertThatThrownBy(() -> registry.promote(version(second)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(file)
                .hasMessageContaining(reason);
        assertThat(registry.load("champion").card().version()).isEqualTo(version(first));
    }
}
