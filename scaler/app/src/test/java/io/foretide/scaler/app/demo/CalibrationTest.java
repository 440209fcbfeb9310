package io.foretide.scaler.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.planner.simulation.Plan;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.demo.DemoResult.Minute;
import io.foretide.scaler.app.demo.DemoResult.Rescaled;
import io.foretide.series.TimeSeries;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
    private static final Instant START = Instant.parse("2001-06-07T06:30:00Z");
    private static final Instant UP = START.plus(Duration.ofMinutes(20));
    private static final double RATE = 20;

    @TempDir
    Path folder;

    /** A run that is a simulation itself: 30, then 70 records/s; 1 TaskManager, from minute 20 on 2. */
    private DemoResult run(double statedRate) {
        double[] demand = new double[60];
        Arrays.fill(demand, 30);
        Arrays.fill(demand, 15, 60, 70);
        SimulationSettings settings = SimulationSettings.of(
                ScalingCurve.linear(RATE), 2, 4, Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(3));
        List<Minute> course = new ArrayList<>();
        new Simulator(settings, TimeSeries.ofObserved(START, Duration.ofMinutes(1), demand))
                .run(new Plan("recorded", settings.tick(), new Instant[] {UP}, new int[] {2}), 1, tick -> {
                    if (tick.number() % 6 == 5) {
                        course.add(new Minute(
                                START.plus(Duration.ofMinutes(tick.number() / 6)),
                                tick.demandRecordsPerSecond(),
                                tick.processing(),
                                tick.slotsTarget(),
                                tick.slotsRunning(),
                                tick.processing(),
                                tick.lagSeconds()));
                    }
                });
        return new DemoResult(
                new DemoResult.Replayed("made up", START, START.plus(Duration.ofHours(1)), 60, 60, 0),
                new DemoResult.Forecasts("none", OptionalDouble.empty()),
                new DemoResult.Job(statedRate, 120, 60, 180),
                new DemoResult.Rescales(
                        List.of(2, 4), 0, 1, List.of(new Rescaled(UP, 1, 2, "because", Optional.empty()))),
                List.of(),
                course);
    }

    private Path file(Object run) throws IOException {
        return Files.writeString(folder.resolve("run.json"), Json.pretty(run));
    }

    @Test
    void theJsonOfARunIsFlat() {
        assertThat(Json.line(run(RATE)))
                .startsWith("{\"trace\":\"made up\",\"from\":\"" + START + "\"")
                .contains(
                        "\"missingMinutes\":0,\"model\":\"none\",\"coverage90\":null,\"recordsPerSecondPerSlot\":20.0,",
                        "\"sloLagSeconds\":180.0,\"parallelisms\":[2,4],\"inTime\":0,\"late\":1,\"rescales\":[{",
                        "\"policies\":[],\"course\":[{");
    }

    @Test
    void theRecordedRunOfTheDemoIsReadAndWrittenAsItWas() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String recorded = Files.readString(Path.of("../../docs/demo-run.json"));
        DemoResult read = Json.read(recorded, DemoResult.class);
        List<String> grown = List.of("rescales", "course"); // newer runs hold more of them
        ObjectNode written = (ObjectNode) mapper.readTree(Json.line(read));
        ObjectNode before = (ObjectNode) mapper.readTree(recorded);
        assertThat(written.remove(grown).toString())
                .isEqualTo(before.remove(grown).toString());
        assertThat(read.rescaling().rescales()).isNotEmpty();
    }

    @Test
    void aRunThatIsAsSimulatedHasNoError() throws IOException {
        Calibration calibration = Calibration.of(file(run(RATE)));
        assertThat(calibration.minutes()).isBetween(55, 60);
        assertThat(calibration.lagSeconds().worst()).isCloseTo(0, within(1e-6));
        assertThat(calibration.slots().worst()).isZero();
        assertThat(calibration.table()).contains("run.json").contains("lag, seconds");
    }

    @Test
    void aRateThatIsNotTheJobsShowsInTheLag() throws IOException {
        Calibration calibration = Calibration.of(file(run(RATE * 0.9)));
        assertThat(calibration.lagSeconds().worst()).isGreaterThan(60);
        assertThat(calibration.lagSeconds().mean())
                .isBetween(1.0, calibration.lagSeconds().worst());
        assertThat(calibration.lagSeconds().worstAt()).isAfter(UP);
    }

    @Test
    void namesWhatIsNoRun() throws IOException {
        Path empty = file(List.of());
        assertThatThrownBy(() -> Calibration.of(empty))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("run.json");
        Path missing = folder.resolve("none.json");
        assertThatThrownBy(() -> Calibration.of(missing))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none.json cannot be read");
    }
}
