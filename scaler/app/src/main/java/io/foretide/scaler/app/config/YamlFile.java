package io.foretide.scaler.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A file of one YAML document that is a block of keys. */
final class YamlFile {
    private static final int MAX_BYTES = 256 * 1024;

    private YamlFile() {}

    /** A configuration has some kilobytes; what the parser takes for a remark grows with the square of its length. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigException(
                        Origin.of(file),
                        List.of("the file has more than " + MAX_BYTES + " bytes: must have at most that many"));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /**
     * What stands in a file.
     *
     * @param needed what is missing if nothing does
     * @throws ConfigException if it cannot be read, or is something else
     */
    static ObjectNode parse(Path file, String needed) {
        try (MappingIterator<JsonNode> documents = Yaml.documents(text(file))) {
            JsonNode root = documents.hasNextValue() ? documents.nextValue() : null;
            if (root == null || root.isNull() || root.isMissingNode()) {
                throw new ConfigException(Origin.of(file), List.of("the file is empty: " + needed));
            }
            if (!root.isObject()) {
                throw new ConfigException(Origin.of(file), List.of("the file has no keys: " + needed));
            }
            if (documents.hasNextValue()) {
                throw new ConfigException(
                        Origin.of(file),
                        List.of("the file holds more than one document, separated by ---: one is allowed"));
            }
            return (ObjectNode) root;
        } catch (NoSuchFileException e) {
            throw new ConfigException(Origin.of(file), List.of("there is no such file"));
        } catch (StreamConstraintsException e) {
            throw new ConfigException(
                    Origin.of(file),
                    List.of("the file is nested too deep: must be at most " + Yaml.MAX_DEPTH + " blocks deep"));
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    Origin.of(file),
                    List.of((e.getLocation() == null
                                    ? ""
                                    : "line " + e.getLocation().getLineNr() + ": ")
                            + e.getOriginalMessage()
                                    .lines()
                                    .filter(line -> !line.startsWith(" ")) // the parser quotes the file there
                                    .collect(Collectors.joining("; "))));
        } catch (CharacterCodingException e) {
            throw new ConfigException(Origin.of(file), List.of("the file is not text in UTF-8"));
        } catch (IOException e) {
            throw new ConfigException(Origin.of(file), List.of("cannot be read: " + IoReason.of(e)));
        }
    }
}
