package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestCommandTest {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @RegisterExtension
    final Printed printed = new Printed();

    @Test
    void printsTheReportAndWritesEveryForecast() throws IOException {
        Path dump = folder.resolve("forecasts.csv");

        int exit = Main.run(
                "backtest",
                "--trace",
                trace().toString(),
                "--models",
                "last-value,profile-level",
                "--horizons",
                "5,30",
                "--dump",
                dump.toString(),
                "-o",
                "json");

        assertThat(exit).isZero();
        JsonNode report = Json.tree(printed.out());
        assertThat(report.get("trace").asText()).isEqualTo("waves.csv");
        assertThat(report.get("split").fieldNames()).toIterable().containsExactly("train", "validation", "test");
        JsonNode model = report.get("models").get(1);
        assertThat(model.get("name").asText()).isEqualTo("profile-level");
        assertThat(model.at("/horizons/5/pinball/0.95").isNumber()).isTrue();
        assertThat(model.at("/horizons/30/coverage/0.99").isNumber()).isTrue();
        assertThat(model.at("/max30/coverage/0.95").isNumber()).isTrue();
        assertThat(model.at("/skill/vsBestNaive").isNumber()).isTrue();
        assertThat(model.fieldNames())
                .toIterable()
                .containsExactly("name", "horizons", "max30", "skill", "trainSeconds", "predictMillis");
        List<String> lines = Files.readAllLines(dump);
        assertThat(lines.get(0)).isEqualTo("model,origin,target,q50,q90,q95,max30q50,max30q95,q99");
        assertThat(lines).hasSize(1 + 2 * 2 * report.get("origins").asInt());
    }

    @Test
    void printsCoverageBySlice() throws IOException {
        int exit =
                Main.run("backtest", "--trace", trace().toString(), "--models", "last-value", "--slices", "-o", "json");

        assertThat(exit).isZero();
        JsonNode all = Json.tree(printed.out()).at("/slices/0");
        assertThat(all.fieldNames()).toIterable().containsExactly("model", "slice", "steps", "max30");
        assertThat(all.get("slice").asText()).isEqualTo("all");
        assertThat(all.at("/steps/scored").asInt())
                .isGreaterThan(all.at("/max30/scored").asInt());
        assertThat(all.at("/max30/coverage/0.99").isNumber()).isTrue();
    }

    @Test
    void refusesSlicesAsCsv() throws IOException {
        assertThat(Main.run("backtest", "--trace", trace().toString(), "--slices", "-o", "csv"))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--slices with -o csv");
    }

    @Test
    void refusesAModelThatDoesNotExist() throws IOException {
        assertThat(Main.run("backtest", "--trace", trace().toString(), "--models", "prophet"))
                .isEqualTo(2);
        assertThat(printed.err()).contains("there is no model 'prophet'");
    }

    @Test
    void refusesATraceThatDoesNotExist() {
        assertThat(Main.run("backtest", "--trace", folder.resolve("none.csv").toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("none.csv").contains("does not exist");
    }

    @Test
    void signalsMakeForecastsBetterUnlessTheirGroupIsLeftOut() throws IOException {
        Path file = signals("traces:\n  - {path: " + orders() + ", columns: {orders: transactions}}\n");

        double demandOnly = wape("--zone", "Europe/Berlin");
        double with = wape("--signals", file.toString());
        double without = wape("--signals", file.toString(), "--without", "transactions,calendar");

        assertThat(with).isLessThan(0.9 * demandOnly);
        assertThat(printed.err())
                .contains("signals: orders.csv, step 5 min, 2020-01-01T00:00:00Z to ")
                .contains(", features transactions\n");
        assertThat(without).isGreaterThan(0.95 * demandOnly);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calendar: {zone: Mars}|signals.calendar.zone \"Mars\": must be a time zone such as America/New_York",
                "calendar: {town: Berlin}|signals.calendar.town: unknown key; allowed are countries, country, events, zone",
                "traces: [{path: none.csv, columns: {orders: transactions}}]|none.csv",
                "calendar: {events: none.csv}|events file none.csv does not exist",
                "traces: [{path: a.csv, columns: {orders: Open-Orders}}]|signals.traces[0].columns.orders \"Open-Orders\":"
                        + " must be a name of 1 to 100 small letters, digits and '_' that begins with a letter",
                "traces: [{path: a.csv, columns: {orders: lag_records}}]|signals.traces[0].columns.orders"
                        + " \"lag_records\": must be another name, as Foretide measures that itself",
                "traces: [{path: a.csv, columns: {a: orders, b: orders}}]|signals.traces and asked: the signal orders is named"
                        + " twice: must be named once",
                "job: orders|signals.job: unknown key; allowed are asked, calendar, traces",
            })
    void refusesSignalsThatAreNotAsTheyMustBe(String text, String message) throws IOException {
        assertThat(backtest("--signals", signals(text).toString())).isEqualTo(2);
        assertThat(printed.err()).contains(message);
    }

    @Test
    void refusesASignalOfAnotherTime() throws IOException {
        Path then = Files.writeString(
                folder.resolve("then.csv"), "time,orders\n2019-01-01T00:00:00Z,1\n2019-01-01T00:01:00Z,2\n");
        Path file = signals("traces: [{path: " + then + ", columns: {orders: transactions}}]");

        assertThat(backtest("--signals", file.toString())).isEqualTo(2);
        assertThat(printed.err())
                .contains("feature transactions is known at no time of the load, 2020-01-01T00:00:00Z to ");
    }

    @Test
    void refusesATraceOfWhichNothingCanBeScored() throws IOException {
        StringBuilder text = new StringBuilder("time,value,observed\n");
        IntStream.range(0, 1000)
                .forEach(i -> text.append(START.plusSeconds(60L * i))
                        .append(",5,")
                        .append(i < 700 ? 1 : 0)
                        .append('\n'));
        Path trace = Files.writeString(folder.resolve("ended.csv"), text);

        assertThat(Main.run("backtest", "--trace", trace.toString(), "--models", "last-value"))
                .isEqualTo(2);
        assertThat(printed.err()).contains("no step of ended.csv after 2020-01-01T11:40:00Z");
    }

    @Test
    void refusesAGroupThatDoesNotExist() throws IOException {
        assertThat(backtest("--without", "weather,wether")).isEqualTo(2);
        assertThat(printed.err())
                .contains("foretide: --without: there is no group of features 'wether'; there are flink,"
                        + " business, heat-map, calendar, weather, events, own");
        assertThat(backtest("--without", "demand_records_per_second")).isEqualTo(2);
    }

    @Test
    void theZoneIsThatOfTheSignals() throws IOException {
        Path file = signals("calendar: {zone: Europe/Berlin}");

        assertThat(backtest("--signals", file.toString(), "--zone", "UTC")).isEqualTo(2);
        assertThat(printed.err()).contains("--zone UTC with --signals: the zone of its calendar counts, Europe/Berlin");
    }

    @Test
    void aCalendarWithoutAZoneHasThatOfTheLoad() throws IOException {
        String local =
                signals("calendar: {country: us, zone: America/New_York}").toString();
        double named = wape("--signals", local);
        String silent = signals("calendar: {country: us}").toString();

        assertThat(wape("--signals", silent, "--zone", "America/New_York")).isEqualTo(named);
        assertThat(backtest("--signals", silent, "--zone", "Mars")).isEqualTo(2);
        assertThat(printed.err()).contains("--zone Mars: must be a zone such as Europe/Berlin");
    }

    @Test
    void scoresTheStoredHistoryOfAJob() throws IOException {
        Path store = store();
        String from = "2020-01-04T00:00:00Z";

        int exit = Main.run(
                "backtest",
                "--store",
                store.toString(),
                "--job",
                "orders",
                "--from",
                from,
                "--models",
                "last-value",
                "-o",
                "json");

        assertThat(exit).isZero();
        JsonNode report = Json.tree(printed.out());
        assertThat(report.get("trace").asText()).isEqualTo("orders");
        assertThat(report.at("/split/test/from").asText()).isEqualTo(from);
    }

    @Test
    void refusesSignalsForAStoredJobAndTwoLoads() throws IOException {
        String store = store().toString();
        String file = signals("calendar: {zone: Europe/Berlin}").toString();

        assertThat(Main.run("backtest", "--store", store, "--job", "orders", "--signals", file))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--signals with --config or --store");
        assertThat(backtest("--store", store, "--job", "orders")).isEqualTo(2);
        assertThat(Main.run("backtest")).isEqualTo(2);
        assertThat(printed.err()).contains("either --trace, or --config or --store is needed");
        assertThat(Main.run("backtest", "--store", store, "--job", "orders", "--from", "2031-01-01T00:00:00Z"))
                .isEqualTo(2);
        assertThat(printed.err())
                .contains("--from 2031-01-01T00:00:00Z: must be after 2020-01-01T00:00:00Z and before");
    }

    private int backtest(String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("backtest", "--trace", orders().toString(), "--models", "ridge"));
        arguments.addAll(List.of(more));
        return Main.run(arguments.toArray(String[]::new));
    }

    /** Of ridge, 15 minutes ahead. */
    private double wape(String... more) throws IOException {
        printed.clear();
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("-o", "json"));
        assertThat(backtest(arguments.toArray(String[]::new))).as(printed.err()).isZero();
        return Json.tree(printed.out()).at("/models/0/horizons/15/wape").asDouble();
    }

    private Path signals(String text) throws IOException {
        return Files.writeString(folder.resolve("signals.yaml"), text);
    }

    /** Four days of minutes, and what was stored of a job in each. */
    private Path store() {
        Path file = folder.resolve("features.db");
        try (SqliteDatabase database = SqliteDatabase.open(file, FeatureStore.MIGRATIONS)) {
            new FeatureStore(database)
                    .appendAll(
                            new JobId("orders"),
                            IntStream.range(0, 4 * 1440)
                                    .mapToObj(i -> new FeatureRow(
                                            START.plusSeconds(60L * i), Map.of(Features.DEMAND, 100.0 + i % 10)))
                                    .toList());
        }
        return file;
    }

    /** Load that follows orders 20 minutes later. */
    private Path orders() throws IOException {
        Random random = new Random(4);
        int steps = 10 * 288;
        double[] wave = new double[steps + 4];
        for (int i = 1; i < wave.length; i++) {
            wave[i] = 0.9 * wave[i - 1] + 0.3 * random.nextGaussian();
        }
        List<String> lines = new ArrayList<>(List.of("time,value,orders"));
        for (int i = 0; i < steps; i++) {
            long value = Math.round(9000 + 3000 * Math.sin(2 * Math.PI * i / 288) + 900 * wave[i]);
            lines.add(START.plusSeconds(300L * i) + "," + value + "," + Math.round(2000 * Math.exp(wave[i + 4] / 3)));
        }
        return Files.write(folder.resolve("orders.csv"), lines);
    }

    private Path trace() throws IOException {
        List<String> lines = new ArrayList<>(List.of("time,value"));
        for (int i = 0; i < 10 * 288; i++) {
            long value = Math.round(1000 + 500 * Math.sin(2 * Math.PI * i / 288) + 37 * (i * 7919L % 11));
            lines.add(START.plusSeconds(300L * i) + "," + value);
        }
        return Files.write(folder.resolve("waves.csv"), lines);
    }
}
