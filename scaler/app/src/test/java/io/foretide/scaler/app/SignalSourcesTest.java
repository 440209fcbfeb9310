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
                orders, Map.of("Aufträge", Features.TRANSACTIONS, "°C", "weather_temperature"));

        FeatureWindow window =
                SignalSources.beside(demand(Duration.ofMinutes(5), 5), List.of(SignalSources.of(trace, berlin)));

        assertThat(window.column(Features.TRANSACTIONS).toArray()).containsExactly(1060.5, 1060.5, 1060.5, 7, 7);
        assertThat(window.column("weather_temperature").toArray()).containsExactly(-1.5, 2, 2, 2, Double.NaN);
        assertThatThrownBy(() -> SignalSources.of(
                        trace, new ForetideConfig.Calendar(ZoneOffset.UTC, List.of(), Optional.empty())))
                .hasMessageContaining(
                        "orders.csv, line 2: column Zeit: the time is \"01.01.2020 01:00\" without an offset");
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
                        List.of(new ForetideConfig.SignalTrace(orders, Map.of("orders", Features.TRANSACTIONS))),
                        List.of()),
                Optional.empty());
    }

    private static FeatureWindow demand(Duration step, int size) {
        double[] values = new double[size];
        return new FeatureWindow(
                START, step, size, Map.of(Features.DEMAND, TimeSeries.ofObserved(START, step, values)));
    }
}
