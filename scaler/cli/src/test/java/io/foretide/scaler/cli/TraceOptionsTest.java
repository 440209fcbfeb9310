package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.scaler.app.UserError;
import io.foretide.whatif.setup.RecordedLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TraceOptionsTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void writeTrace() throws IOException {
        file = Files.writeString(
                folder.resolve("shop.csv"),
                "time,orders,value,observed\n2020-01-01T00:00Z,1,300,1\n2020-01-01T00:05Z,2,600,0\n2020-01-01T00:10Z,3,1500,1\n");
    }

    @Test
    void readsCountsPerStepAsRecordsPerSecondAndLeavesOutWhatWasNotObserved() {
        RecordedLoad load = load();

        assertThat(load.name()).isEqualTo("shop.csv");
        assertThat(load.window().start()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(load.step()).isEqualTo(Duration.ofMinutes(5));
        assertThat(load.demand().toArray()).containsExactly(1, Double.NaN, 5);
    }

    @Test
    void readsRatesAsTheyAre() {
        assertThat(load("--unit", "per-second").demand().toArray()).containsExactly(300, Double.NaN, 1500);
    }

    @Test
    void readsWhatACounterRoseBy() {
        assertThat(load("--unit", "counter", "--column", "orders").demand().toArray())
                .containsExactly(1.0 / 300, Double.NaN, Double.NaN);
    }

    @Test
    void readsLocalTimesWhereTheZoneIsGivenOnly() throws IOException {
        Files.writeString(file, "time,value\n2020-01-01 00:00,300\n2020-01-01 00:05,600\n");

        assertThat(load("--zone", "Asia/Tokyo").window().start()).isEqualTo("2019-12-31T15:00:00Z");
        assertThatThrownBy(this::load)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "shop.csv, line 2: column time: the time is \"2020-01-01 00:00\" without an offset")
                .hasMessageContaining("Maybe --zone Europe/Berlin");
    }

    @Test
    void anArtefactIsNotThePeakThatIsScaledTo() throws IOException {
        StringBuilder text = new StringBuilder("time,value\n");
        for (int i = 0; i < 200; i++) {
            text.append(Instant.parse("2020-01-01T00:00:00Z").plusSeconds(60L * i))
                    .append(',')
                    .append(i == 50 ? 90_000_000 : 100 + i % 2)
                    .append('\n');
        }
        Files.writeString(file, text);

        double[] demand = load("--scale-to-peak", "1010").demand().toArray();
        assertThat(demand[49]).isEqualTo(1010);
        assertThat(demand[50]).isNaN();
        assertThat(demand[52]).isEqualTo(1000);
    }

    @Test
    void takesAnotherColumnAndZoneAndPeak() {
        RecordedLoad load = load("--column", "orders", "--zone", "Asia/Tokyo", "--scale-to-peak", "60000");

        assertThat(load.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(load.demand().toArray()).containsExactly(20_000, Double.NaN, 60_000);
    }

    @Test
    void readsTheFlightsWithWhatWasRecordedBesideThem() {
        CommandLine command = new CommandLine(new Probe());
        command.parseArgs("--trace", "flights");
        RecordedLoad load = ((Probe) command.getCommand()).options.load();

        assertThat(load.zone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(load.window().features()).contains("transactions", "heat_map_texas");
    }

    @ParameterizedTest
    @CsvSource({
        "--column, tea, tea",
        "--unit, per-hour, '--unit per-hour: must be one of per-step, per-second, counter'",
        "--scale-to-peak, -5, --scale-to-peak -5.0: must be a rate above 0",
        "--zone, Mars, --zone Mars: must be a zone such as"
    })
    void saysWhatIsWrong(String option, String value, String message) {
        assertThatThrownBy(() -> load(option, value))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAStepThatIsTooCoarse() throws IOException {
        Files.writeString(file, "time,value\n2020-01-01T00:00Z,1\n2020-01-02T00:00Z,2\n");

        assertThatThrownBy(this::load).hasMessageContaining("its step is PT24H: must be PT10S to PT30M");
    }

    private RecordedLoad load(String... more) {
        CommandLine command = new CommandLine(new Probe());
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--trace";
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        command.parseArgs(arguments);
        return ((Probe) command.getCommand()).options.load();
    }

    /** A command with nothing but these options. */
    @Command
    static final class Probe {
        @Mixin
        private TraceOptions options = new TraceOptions();
    }
}
