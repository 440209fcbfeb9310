package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.FeatureWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelRegistryTest {
    private static final FeatureWindow HISTORY = Synthetic.history(25, 4);

    private TrainedModel first;
    private TrainedModel second;

    @TempDir
    Path root;

    private int count;
    private Path folder;
    private ModelRegistry registry;

    @BeforeAll
    void train() throws InterruptedException {
        Trainer trainer = new Trainer(Synthetic.NEW_YORK, Synthetic.tiny(1), TrainingProgress.NONE);
        first = trainer.train(HISTORY, Instant.parse("2001-02-01T00:00:00Z"));
        second = trainer.train(HISTORY, Instant.parse("2001-02-08T00:00:00Z"));
    }

    @BeforeEach
    void publishAndPromoteTheFirst() {
        folder = root.resolve("registry-" + ++count);
        registry = new ModelRegistry(folder);
        registry.publish(first);
        registry.promote(first.card().version());
    }

    @Test
    void givesBackWhatWasPublished() {
        TrainedModel loaded = registry.load("champion");

        assertThat(loaded.forecast(HISTORY)).isEqualTo(first.forecast(HISTORY));
        assertThat(loaded.calibrator()).isEqualTo(first.calibrator());
        assertThat(loaded.card()).isEqualTo(first.card().withFiles(loaded.card().files()));
        assertThat(loaded.card().files()).containsOnlyKeys("calibrator.json", "inputs.json", "network.zip");
        assertThat(loaded.card().test().scores()).hasSize(5);
    }

    @Test
    void promotesAndRollsBack() {
        registry.publish(second);
        assertThat(registry.aliases().challenger()).contains(version(second));

        registry.promote("challenger");
        assertThat(registry.load("champion").card().version()).isEqualTo(version(second));
        assertThat(registry.aliases().challenger()).isEmpty();

        registry.rollback();
        assertThat(registry.load("champion").card().version()).isEqualTo(version(first));
        assertThatThrownBy(registry::rollback)
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("no champion before");
        assertThat(registry.list()).containsExactly(version(first), version(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"network.zip", "inputs.json", "calibrator.json", "card.json", "card.sha256"})
    void refusesAFlippedByteAndKeepsTheChampion(String name) throws IOException {
        Path file = published(second).resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        String damaged = name.startsWith("card") ? "card.json" : name;
        refusedWith(damaged, "damaged");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Path file = published(second).resolve("network.zip");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        refusedWith("network.zip", "damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"network.zip", "inputs.json", "calibrator.json", "card.json", "card.sha256"})
    void refusesAMissingFile(String name) throws IOException {
        Files.delete(published(second).resolve(name));

        refusedWith(name, "missing");
    }

    @Test
    void refusesANewerFormat() throws IOException {
        rewriteCard("\"formatVersion\" : 1", "\"formatVersion\" : 2");

        refusedWith("card.json", "format version 2");
    }

    @Test
    void refusesAForeignModel() throws IOException {
        rewriteCard("foretide-model", "something-else");

        refusedWith("card.json", "something-else");
    }

    @Test
    void refusesACardThatPointsOutsideItsFolder() throws IOException {
        rewriteCard("\"network.zip\"", "\"../network.zip\"");

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
    void refusesAVersionThatIsNotThereAndNamesThoseThatAre() {
        assertThatThrownBy(() -> registry.load("../../etc"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(version(first));
    }

    @Test
    void aPublishedVersionNeverChanges() {
        assertThatThrownBy(() -> registry.publish(first)).hasMessageContaining("never changes");
        assertThat(registry.load("champion").card().version()).isEqualTo(version(first));
    }

    @Test
    void anInterruptedPublishIsNotSeen() throws IOException {
        Path unfinished = published(first).resolveSibling(".unfinished-1");
        Files.createDirectory(unfinished);
        Files.copy(published(first).resolve("network.zip"), unfinished.resolve("network.zip"));

        assertThat(registry.list()).containsExactly(version(first));
        assertThat(registry.load("champion").card().version()).isEqualTo(version(first));
    }

    @Test
    void cancellingATrainingLeavesNothingBehind() {
        Trainer trainer = new Trainer(
                Synthetic.NEW_YORK,
                Synthetic.tiny(1),
                (phase, done, total, eta) -> Thread.currentThread().interrupt());

        assertThatThrownBy(() -> registry.publish(trainer.train(HISTORY, Instant.EPOCH)))
                .isInstanceOf(InterruptedException.class);
        assertThat(registry.list()).containsExactly(version(first));
        assertThat(registry.aliases())
                .isEqualTo(new ModelAliases(Optional.of(version(first)), Optional.empty(), List.of()));
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

    private static String version(TrainedModel model) {
        return model.card().version();
    }
}
