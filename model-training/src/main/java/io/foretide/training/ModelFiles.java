package io.foretide.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.text.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where one model keeps its files: a folder, and what its file names begin with, so that a model made of others keeps all of
 * them side by side.
 *
 * @param folder exists
 * @param prefix empty, or lower-case letters, digits and dashes that end with a dash
 */
public record ModelFiles(Path folder, String prefix) {
    /** What kind of model it is, and its numbers. */
    public static final String DESCRIPTION = "model.json";

    public ModelFiles {
        Check.that(
                prefix.matches("([a-z][a-z0-9-]*-)?"),
                "prefix",
                "'" + prefix + "'",
                "empty, or lower-case letters, digits and dashes,");
    }

    /** All of a folder. */
    public static ModelFiles in(Path folder) {
        return new ModelFiles(folder, "");
    }

    /** The files of a part of this model. */
    public ModelFiles part(String name) {
        return new ModelFiles(folder, prefix + name + "-");
    }

    /** A file by its plain name. */
    public Path path(String name) {
        return folder.resolve(prefix + name);
    }

    /** Writes what the model is: its kind, and a record of its numbers. */
    public void describe(String kind, Object numbers) throws IOException {
        Files.write(
                path(DESCRIPTION),
                ModelJson.MAPPER.writeValueAsBytes(ModelJson.MAPPER
                        .createObjectNode()
                        .put("kind", kind)
                        .set("model", ModelJson.MAPPER.valueToTree(numbers))));
    }

    /** The kind of the model that was saved here. */
    public String kind() throws IOException {
        return description().path("kind").asText();
    }

    /** The record of numbers that was described. */
    public <T> T numbers(Class<T> type) throws IOException {
        return ModelJson.MAPPER.treeToValue(description().path("model"), type);
    }

    private JsonNode description() throws IOException {
        return ModelJson.MAPPER.readTree(path(DESCRIPTION).toFile());
    }
}
