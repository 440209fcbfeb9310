package io.foretide.training.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.models.Models;
import io.foretide.text.IoReason;
import io.foretide.training.Calibration;
import io.foretide.training.Checksums;
import io.foretide.training.ModelFiles;
import io.foretide.training.ModelJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one model: {@code card.json}, its checksum {@code card.sha256}, and the files whose checksums the card
 * holds. Nothing is parsed before its checksum is verified.
 */
final class ModelFolder {
    static final String CARD = "card.json";
    static final String CARD_CHECKSUM = "card.sha256";
    static final String FILE_NAME = "[a-z][a-z0-9-]*[.][a-z0-9]+";
    private static final String PAGE = "card.md";
    private static final String CALIBRATION = "calibration.gz";

    private ModelFolder() {}

    /** Writes a model into an empty folder and forces it to disk. */
    static void write(TrainedModel trained, Path folder) throws IOException {
        trained.model().save(ModelFiles.in(folder));
        trained.calibration().write(folder.resolve(CALIBRATION));
        Files.writeString(folder.resolve(PAGE), ModelPage.of(trained.card()));
        Map<String, String> checksums = new TreeMap<>();
        for (Path file : files(folder)) {
            checksums.put(name(file), Checksums.of(file));
        }
        ModelCard card = trained.card().withFiles(checksums);
        Files.write(folder.resolve(CARD), ModelJson.MAPPER.writeValueAsBytes(card));
        Files.writeString(folder.resolve(CARD_CHECKSUM), Checksums.of(folder.resolve(CARD)));
        force(folder);
    }

    /** Forces all files of a folder to disk. */
    static void force(Path folder) throws IOException {
        for (Path file : files(folder)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /**
     * Reads and verifies the card and the checksum of every file.
     *
     * @throws ModelRefusedException if anything is not as it was published
     */
    static ModelCard verify(Path folder) {
        Path file = folder.resolve(CARD);
        verify(file, text(folder.resolve(CARD_CHECKSUM)).strip());
        ModelCard card = card(file);
        card.files().forEach((name, checksum) -> verify(folder.resolve(name), checksum));
        return card;
    }

    /** Verifies and loads a model. */
    static TrainedModel load(Path folder) {
        ModelCard card = verify(folder);
        try {
            return new TrainedModel(
                    Models.load(ModelFiles.in(folder)), Calibration.read(folder.resolve(CALIBRATION)), card);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelRefusedException("the model in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    static ModelCard card(Path file) {
        try {
            JsonNode json = ModelJson.MAPPER.readTree(text(file));
            if (!json.path("format").asText().equals(ModelCard.FORMAT)) {
                throw new ModelRefusedException(file + " has format '"
                        + json.path("format").asText() + "': must be '" + ModelCard.FORMAT + "'");
            }
            if (json.path("formatVersion").asInt(Integer.MAX_VALUE) > ModelCard.FORMAT_VERSION) {
                throw new ModelRefusedException(file + " has format version "
                        + json.path("formatVersion").asText() + ": this version of Foretide reads up to "
                        + ModelCard.FORMAT_VERSION);
            }
            if (json.path("formatVersion").asInt() < ModelCard.FORMAT_VERSION) {
                throw new ModelRefusedException(file + " has format version "
                        + json.path("formatVersion").asText() + ": this version of Foretide reads "
                        + ModelCard.FORMAT_VERSION + "\nMaybe train it again: foretide train");
            }
            ModelCard card = ModelJson.MAPPER.treeToValue(json, ModelCard.class);
            if (!card.files().keySet().stream().allMatch(name -> name.matches(FILE_NAME))) {
                throw new ModelRefusedException(
                        file + " lists the files " + card.files().keySet() + ": must be plain file names");
            }
            if (!card.files().keySet().containsAll(List.of(CALIBRATION, ModelFiles.DESCRIPTION))) {
                throw new ModelRefusedException(
                        file + " lists the files " + card.files().keySet() + ": must list " + CALIBRATION + ", "
                                + ModelFiles.DESCRIPTION + " and what belongs to them");
            }
            return card;
        } catch (JsonProcessingException e) {
            throw new ModelRefusedException(file + " is no model card: " + e.getOriginalMessage(), e);
        }
    }

    private static void verify(Path file, String expected) {
        if (!Files.isRegularFile(file)) {
            throw new ModelRefusedException(file + " is missing: every file of a model must be there");
        }
        try {
            String actual = Checksums.of(file);
            if (!actual.equals(expected)) {
                throw new ModelRefusedException(file + " is damaged or was changed: its SHA-256 is " + actual + ", but "
                        + expected + " was published");
            }
        } catch (IOException e) {
            throw new ModelRefusedException(file + " cannot be read: " + IoReason.of(e), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new ModelRefusedException(file + " is missing: every file of a model must be there", e);
        } catch (IOException e) {
            throw new ModelRefusedException(file + " cannot be read: " + IoReason.of(e), e);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
