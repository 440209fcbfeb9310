package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
    private static final int DAYS = 6;

    @TempDir
    Path folder;

    @RegisterExtension
    final Printed printed = new Printed();

    @BeforeEach
    void properties() {
        System.setProperty("foretide.home", folder.toString());
    }

    @AfterEach
    void clear() {
        System.clearProperty("foretide.home");
    }

    /** Steps of 5 minutes; an hour of the scored part is not observed. */
    private Path trace() throws IOException {
        StringBuilder text = new StringBuilder("time,value,observed\n");
        Instant start = Instant.parse("2020-03-02T00:00:00Z");
        for (int i = 0; i < DAYS * 288; i++) {
            boolean observed = i < DAYS * 288 - 60 || i >= DAYS * 288 - 48;
            text.append(start.plus(Duration.ofMinutes(5L * i)))
                    .append(',')
                    .append(Math.round(3000 - 2500 * Math.cos(2 * Math.PI * i / 288) + i % 7))
                    .append(observed ? ",1\n" : ",0\n");
        }
        return Files.writeString(folder.resolve("wave.csv"), text);
    }

    private int simulate(String... more) throws IOException {
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "--trace", trace().toString(),
                "--scale-to-peak", "20000",
                "--records-per-second-per-slot", "1000",
                "--forecast-model", "mean-15",
                "--policies", "static-peak,reactive,hpa,predictive,clairvoyant"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return Main.run(Stream.concat(
                        Stream.of("simulate"),
                        options.entrySet().stream().map(option -> option.getKey() + "=" + option.getValue()))
                .toArray(String[]::new));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode json() throws IOException {
        return Json.tree(printed.out());
    }

    @Test
    void printsTheFieldsThatToolsRead() throws IOException {
        assertThat(simulate("-o", "json")).isZero();
        JsonNode result = json();
        assertThat(names(result)).contains("trace", "step", "evaluated", "settings", "policies", "forecasts");
        assertThat(names(result.get("evaluated"))).contains("from", "to", "minutes");
        assertThat(result.get("evaluated").get("minutes").asLong()).isEqualTo((DAYS * 288 * 3 / 10 + 1 - 12) * 5L);
        assertThat(names(result.get("policies").get(0)))
                .containsExactly(
                        "name",
                        "slotHours",
                        "slotHoursVsClairvoyant",
                        "violationMinutes",
                        "violationShare",
                        "rescales",
                        "rescalesPerDay",
                        "restartSeconds",
                        "lagSecondsP99",
                        "lagSecondsMax",
                        "cost",
                        "minutesAhead");
        assertThat(result.get("forecasts").get(0).get("model").asText()).isEqualTo("mean-15");
        assertThat(result.get("forecasts").get(0).get("trainSeconds").isNumber())
                .isTrue();
    }

    @Test
    void aFrontierTurnsTheDialsItself() throws IOException {
        Path csv = folder.resolve("points.csv");
        Path png = folder.resolve("points.png");
        assertThat(simulate(
                        "--frontier",
                        "true",
                        "--policies",
                        "hpa,predictive",
                        "--csv",
                        csv.toString(),
                        "--png",
                        png.toString()))
                .isZero();
        assertThat(Files.readAllLines(csv)).hasSize(1 + 6 + 6);
        assertThat(png).isNotEmptyFile();
        for (String[] other : new String[][] {
            {"--sweep", "load=x1,x2"}, {"--headroom", "0.9"}, {"--slo-share", "0.99"}, {"--match", "hpa"}
        }) {
            assertThat(simulate("--frontier", "true", other[0], other[1])).isEqualTo(2);
            assertThat(printed.err()).contains("--frontier with " + other[0]);
        }
    }

    @Test
    void everyFigureFollowsFromTheDump() throws IOException {
        Path dump = folder.resolve("decisions.csv");
        assertThat(simulate("-o", "json", "--price", "0.05", "--dump", dump.toString()))
                .isZero();
        List<String> lines = Files.readAllLines(dump);
        assertThat(lines.get(0))
                .isEqualTo("timestamp,policy,demandRecordsPerSecond,slotsTarget,slotsRunning,processing,lagSeconds");
        int checked = 0;
        for (JsonNode policy : json().get("policies")) {
            List<String[]> rows = lines.stream()
                    .skip(1)
                    .map(line -> line.split(","))
                    .filter(row -> row[1].equals(policy.get("name").asText()))
                    .toList();
            new Recomputed(rows).assertSame(policy);
            checked++;
        }
        assertThat(checked).isEqualTo(5);
    }

    /** The figures of one policy, from rows of 10 s. */
    private record Recomputed(List<String[]> rows) {
        private static final Instant GAP_FROM = Instant.parse("2020-03-07T19:00:00Z");
        private static final Instant GAP_TO = Instant.parse("2020-03-07T20:00:00Z");

        void assertSame(JsonNode policy) {
            double slotSeconds = 0;
            double paused = 0;
            int rescales = 0;
            int violations = 0;
            double worstOfMinute = 0;
            double[] lags = new double[rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                String[] row = rows.get(i);
                slotSeconds += Integer.parseInt(row[3]) * 10;
                paused += row[5].equals("0") ? 10 : 0;
                rescales += i > 0 && !row[3].equals(rows.get(i - 1)[3]) ? 1 : 0;
                lags[i] = Double.parseDouble(row[6]);
                worstOfMinute = Math.max(worstOfMinute, lags[i]);
                if (i % 6 == 5) {
                    Instant time = Instant.parse(row[0]);
                    boolean observed = time.isBefore(GAP_FROM) || !time.isBefore(GAP_TO);
                    violations += observed && worstOfMinute > 60 ? 1 : 0;
                    worstOfMinute = 0;
                }
            }
            Arrays.sort(lags);
            String name = policy.get("name").asText();
            assertThat(policy.get("slotHours").asDouble()).as(name).isCloseTo(slotSeconds / 3600, within(1e-4));
            assertThat(policy.get("cost").asDouble()).as(name).isCloseTo(slotSeconds / 3600 * 0.05, within(1e-4));
            assertThat(policy.get("restartSeconds").asDouble()).as(name).isEqualTo(paused);
            assertThat(policy.get("rescales").asInt()).as(name).isBetween(rescales, rescales + 1);
            assertThat(policy.get("violationMinutes").asInt()).as(name).isEqualTo(violations);
            assertThat(policy.get("lagSecondsMax").asDouble()).as(name).isCloseTo(lags[lags.length - 1], within(1e-3));
            assertThat(policy.get("lagSecondsP99").asDouble())
                    .as(name)
                    .isCloseTo(lags[(int) Math.ceil(0.99 * lags.length) - 1], within(1e-3));
        }
    }

    @Test
    void printsATableAndCsv() throws IOException {
        assertThat(simulate()).isZero();
        assertThat(printed.out()).contains("static-peak").contains("forecasts of mean-15");
        printed.clear();
        assertThat(simulate("-o", "csv")).isZero();
        assertThat(printed.out().lines()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --policies       | best          | there is no policy 'best'
                    --forecast-model | oracle        | there is no model 'oracle'
                    --lead-time      | soon          | --lead-time 'soon': must be a duration such as 90s, 5m or 2h
                    --price          | much          | --price 'much': must be a number
                    --slo-lag        | 0s            | SLO lag PT0S: must be more than zero
                    --slots-per-task-manager | 0     | slots per TaskManager 0: must be at least 1
                    --slots-per-task-manager | 1.5   | --slots-per-task-manager '1.5': must be a whole number
                    --records-per-second-per-slot | -1 | records per second per slot -1.0
                    --max-task-managers | 0          | most TaskManagers 0: must be at least the least (1)
                    --tick           | 7s            | tick PT7S
                    --train-share    | 1.5           | --train-share 1.5: must be between 0 and 1
                    --evaluate-from  | 0.2           | --evaluate-from 0.2
                    --dump           | /no/such/x.csv | --dump /no/such/x.csv
                    --lead-time      | PT9999999999999H | --lead-time 'PT9999999999999H': must be a duration of at most 36500d
                    --lead-time      | 20000d        | lead time PT480000H: must be zero or more and at most 24h
                    --max-task-managers | 2147483647 | most TaskManagers 2147483647: must be at least the least (1) and at most 2000
                    --slots-per-task-manager | 2147483647 | slots per TaskManager 2147483647: must be at least 1 and at most 10000
                    --scale-to-peak  | 1e308         | --scale-to-peak 1.0E308: must be a rate above 0 and at most 1.0E12 records/s
                    --load           | 1e308         | --load '1e308': must be a number of at most 1.0E12
                    --load           | 1e12          | must be at most 1.0E12
                    --evaluate-to    | +999999999-01-01T00:00Z | must be a time from 1900 to 2200
                    --at             | http://127.0.0.1:1 | with --at: must be left out
                    """)
    void namesWhatIsNotAllowed(String option, String value, String message) throws IOException {
        assertThat(simulate(option, value)).isEqualTo(2);
        assertThat(printed.err()).contains(message);
    }
}
