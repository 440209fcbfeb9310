package io.foretide.models.lstm;

import io.foretide.training.ModelJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * State that a fit of a network needs to go on after an epoch as if it had never been ended: the network with its updater and the
 * best one so far; random numbers depend on seed and epoch alone. An epoch is written beside the one before it and counts once its state,
 * the smallest file, has its name. Not thread-safe.
 */
final class EpochCheckpoint {
    private static final String STATE = "epochs.json";

    private final Path folder;

    EpochCheckpoint(Path folder) {
        this.folder = folder;
    }

    /**
     * After an epoch.
     *
     * @param epochs that are done
     * @param best the one with the smallest error, from 0; empty if the untrained network has it
     * @param smallest error on the validation part
     */
    record State(int epochs, OptionalInt best, double smallest) {}

    Optional<State> read() {
        Path file = folder.resolve(STATE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelJson.MAPPER.readValue(file.toFile(), State.class));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read\nMaybe delete its folder: training begins anew", e);
        }
    }

    /** The network after the last epoch. */
    MultiLayerNetwork resume(State state) {
        return network(state.epochs - 1);
    }

    /** The weights after an epoch. */
    INDArray weights(int epoch) {
        return network(epoch).params();
    }

    private MultiLayerNetwork network(int epoch) {
        try {
            return ModelSerializer.restoreMultiLayerNetwork(file(epoch).toFile(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file(epoch) + " cannot be read\nMaybe delete its folder: training begins anew", e);
        }
    }

    void write(MultiLayerNetwork network, int epochs, OptionalInt best, double smallest) {
        try {
            Files.createDirectories(folder);
            ModelSerializer.writeModel(network, file(epochs - 1).toFile(), true);
            State state = new State(epochs, best, smallest);
            Path next = folder.resolve(STATE + ".next");
            Files.write(next, ModelJson.MAPPER.writeValueAsBytes(state));
            Files.move(
                    next, folder.resolve(STATE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + folder + " cannot be written", e);
        }
    }

    private Path file(int epoch) {
        return folder.resolve("epoch-" + epoch + ".zip");
    }
}
