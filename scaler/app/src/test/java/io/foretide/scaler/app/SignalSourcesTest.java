package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.SignalSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalSourcesTest {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PT10S", "PT1M", "PT5M", "PT30M"})
    void aStepIsToldOfNothingThatWasNotOverWhenItEnded(Duration step) throws IOException {
        FeatureWindow window = SignalSources.beside(demand(step, 300), signals(Duration.ofMinutes(5)));

        double[] orders = window.column(Features.TRANSACTIONS).toArray();
        for (int i = 0; i < orders.length; i++) {
            Instant end = window.timeAt(i + 1);
            long over = Duration.between(START, end).dividedBy(Duration.ofMinutes(5));
            // the n-th row of the orders is n
            assertThat(Double.isNaN(orders[i]) ? 0 : orders[i]).as("at %s", end).isEqualTo(over);
        }
    }

    @Test
    void aColumnOfTheSameFileStandsBesideItsRow() throws IOException {
        FeatureWindow window = SignalSources.beside(demand(Duration.ofMinutes(5), 3), signals(Duration.ofMinutes(5)));

        assertThat(window.column(Features.TRANSACTIONS).toArray()).containsExactly(1, 2, 3);
        assertThat(window.column(Features.HOUR).toArray()).containsExactly(0, 0, 0);
        assertThat(window.column(Features.DEMAND).toArray()).containsExactly(0, 0, 0);
    }

    @Test
    void aFileOfSignalsIsReadAsPeopleExportIt() throws IOException {
        Path orders = Files.write(
                folder.resolve("orders.csv"),
                "\ufeffZeit;Aufträge;°C\r\n01.01.2020 01:00;\"1.060,5\";-1,5\r\n01.01.2020 01:05;null;2\r\n01.01.2020 01:15;7;\r\n"
                        .getBytes(StandardCharsets.UTF_16LE));
        ForetideConfig.Calendar berlin =
                new ForetideConfig.Calendar(ZoneId.of("Europe/Berlin"), List.of(), Optional.empty());
        ForetideConfig.SignalTrace trace = new ForetideConfig.SignalTrace(
                orders, Map.of("Aufträge", Features.TRANSACTIONS, "°C", "weather_temperature"), Optional.empty());

        FeatureWindow window =
                SignalSources.beside(demand(Duration.ofMinutes(5), 5), List.of(SignalSources.of(trace, berlin)));

        assertThat(window.column(Features.TRANSACTIONS).toArray()).containsExactly(1060.5, 1060.5, 1060.5, 7, 7);
        assertThat(window.column("weather_temperature").toArray()).containsExactly(-1.5, 2, 2, 2, Double.NaN);
        assertThatThrownBy(() -> SignalSources.of(
                        trace, new ForetideConfig.Calendar(ZoneOffset.UTC, List.of(), Optional.empty())))
                .hasMessageContaining(
                        "orders.csv, line 2: column Zeit: the time is \"01.01.2020 01:00\" without an offset");
    }

    @Test
    void whatWasToldAheadIsKnownNowAndForTheHorizonAsOfEachMinute() throws IOException {
        FeatureWindow window = SignalSources.beside(demand(Duration.ofMinutes(1), 120), forecasts("""
                2020-01-01T00:00:00Z,2019-12-31T12:00:00Z,1
                2020-01-01T01:00:00Z,2019-12-31T12:00:00Z,2
                2020-01-01T02:00:00Z,2019-12-31T12:00:00Z,3
                2020-01-01T01:00:00Z,2020-01-01T00:50:00Z,7
                """));

        double[] now = window.column("weather_rain").toArray();
        double[] soon = window.column("weather_rain_in_15_minutes").toArray();
        double[] later = window.column("weather_rain_in_30_minutes").toArray();
        assertThat(List.of(now[59], now[60], now[119])).containsExactly(1.0, 7.0, 7.0);
        assertThat(List.of(soon[44], soon[45], soon[49], soon[50])).containsExactly(1.0, 2.0, 2.0, 7.0);
        assertThat(List.of(later[29], later[30], later[49], later[50], later[89], later[90]))
                .containsExactly(1.0, 2.0, 2.0, 7.0, 7.0, 3.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10S", "PT1M", "PT5M", "PT30M"})
    void whatIsIssuedLaterChangesNothingBefore(Duration step) throws IOException {
        String known = """
                2020-01-01T00:00:00Z,2019-12-31T12:00:00Z,1
                2020-01-01T01:00:00Z,2019-12-31T12:00:00Z,2
                2020-01-01T02:00:00Z,2019-12-31T12:00:00Z,3
                2020-01-01T03:00:00Z,2019-12-31T12:00:00Z,4
                """;
        int steps = (int) Duration.ofHours(3).dividedBy(step);
        FeatureWindow before = SignalSources.beside(demand(step, steps), forecasts(known));
        for (int minute = 1; minute < 180; minute += 17) {
            Instant issued = START.plus(Duration.ofMinutes(minute));
            String more = "2020-01-01T01:00:00Z," + issued + ",77\n2020-01-01T02:00:00Z," + issued + ",88\n";
            FeatureWindow changed = SignalSources.beside(demand(step, steps), forecasts(known + more));
            int last = (int) Duration.ofMinutes(minute).dividedBy(step); // the steps that are over when it is issued
            for (String feature : changed.features()) {
                assertThat(changed.slice(0, last).column(feature).toArray())
                        .as("%s before %s", feature, issued)
                        .containsExactly(before.slice(0, last).column(feature).toArray());
            }
        }
    }

    private List<SignalSource> forecasts(String rows) throws IOException {
        Path file = Files.writeString(folder.resolve("forecasts.csv"), "time,issued,rain\n" + rows);
        ForetideConfig.SignalTrace trace =
                new ForetideConfig.SignalTrace(file, Map.of("rain", "weather_rain"), Optional.of("issued"));
        return List.of(
                SignalSources.of(trace, new ForetideConfig.Calendar(ZoneOffset.UTC, List.of(), Optional.empty())));
    }

    private List<SignalSource> signals(Duration step) throws IOException {
        List<String> lines = new ArrayList<>(List.of("time,orders"));
        for (int i = 0; i < 5000; i++) {
            lines.add(START.plus(step.multipliedBy(i)) + "," + (i + 1));
        }
        Path orders = Files.write(folder.resolve("orders.csv"), lines);
        return SignalSources.of(
                new ForetideConfig.Signals(
                        new ForetideConfig.Calendar(ZoneOffset.UTC, List.of(), Optional.empty()),
                        List.of(new ForetideConfig.SignalTrace(
                                orders, Map.of("orders", Features.TRANSACTIONS), Optional.empty())),
                        List.of()),
                Optional.empty());
    }

    private static FeatureWindow demand(Duration step, int size) {
        double[] values = new double[size];
        return new FeatureWindow(
                START, step, size, Map.of(Features.DEMAND, TimeSeries.ofObserved(START, step, values)));
    }
}
