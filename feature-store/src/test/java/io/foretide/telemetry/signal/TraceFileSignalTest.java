package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.datasets.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileSignalTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final String FIRST = "time,open\n2026-05-01T10:00:00Z,1\n2026-05-01T10:01:00Z,2\n";

    @TempDir
    Path folder;

    private Path file;
    private int written;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("orders.csv");
        write(FIRST);
    }

    @Test
    void aFileThatHasChangedIsReadOnceItStaysAsItIs() throws IOException {
        TraceFileSignal signal = signal();
        assertThat(at(signal, 2)).containsValue(2.0);

        write(FIRST + "2026-05-01T10:02:00Z,3");
        signal.refresh(START);
        assertThat(at(signal, 2)).as("half a row").containsValue(2.0);
        write(FIRST + "2026-05-01T10:02:00Z,3000\n");
        signal.refresh(START);
        assertThat(at(signal, 2)).as("still being written").containsValue(2.0);
        signal.refresh(START);
        assertThat(at(signal, 2)).containsValue(3000.0);
    }

    @Test
    void whatCannotBeReadLeavesWhatWas() throws IOException {
        TraceFileSignal signal = signal();
        write("time,shut\n2026-05-01T10:00:00Z,1\n2026-05-01T10:01:00Z,2\n");
        signal.refresh(START);

        for (int look = 0; look < 2; look++) {
            assertThatThrownBy(() -> signal.refresh(START))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("signals of " + file + ": ")
                    .hasMessageContaining("open")
                    .hasMessageEndingWith("; what was read before counts");
        }
        assertThat(at(signal, 1)).containsValue(2.0);
        Files.delete(file);
        assertThatThrownBy(() -> signal.refresh(START)).hasMessageContaining("there is no such file");
        assertThat(at(signal, 1)).containsValue(2.0);
        assertThat(at(signal, 30)).as("older than two steps").isEmpty();
        write(FIRST + "2026-05-01T10:02:00Z,9\n");
        signal.refresh(START);
        signal.refresh(START);
        assertThat(at(signal, 2)).containsValue(9.0);
    }

    @Test
    void aFileThatIsNotThereAtTheStartIsRefused() throws IOException {
        Files.delete(file);
        assertThatThrownBy(this::signal).hasMessageContaining("orders.csv");
    }

    private TraceFileSignal signal() {
        return new TraceFileSignal(
                file,
                () -> new TraceSignalSource(
                        TraceReader.read(file, Optional.empty()),
                        TraceSignalSource.Known.AT_ITS_TIME,
                        Map.of("open", "open_orders")));
    }

    /** Each writing at a time of its own, however fast they follow. */
    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(++written)));
    }

    private static Map<String, Double> at(TraceFileSignal signal, int minute) {
        return signal.valuesAt(START.plusSeconds(60L * minute));
    }
}
