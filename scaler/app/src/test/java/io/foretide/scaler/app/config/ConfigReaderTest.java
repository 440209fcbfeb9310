package io.foretide.scaler.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.settings.DailyPeriod;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.SizeWindow;
import io.foretide.planner.settings.Strategy;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.targets.DryRun;
import io.foretide.scaler.control.targets.RescaleApi;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.series.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    private static final String MINIMAL =
            "job: flights\nflink:\n  rest: http://127.0.0.1:8081\ntarget:\n  type: dry-run\n";

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("foretide.yaml"), text);
    }

    private List<String> problems(String text) throws IOException {
        Path file = file(text);
        return catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file))
                .problems();
    }

    @Test
    void theLeastConfigurationHasTheReferenceDesignsDefaults() throws IOException {
        ForetideConfig config = ConfigReader.read(file(MINIMAL));
        assertThat(config.tick()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.inferenceEvery()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.planner().cooldown()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.planner().strategy()).isEqualTo(Strategy.RecedingHorizon.DEFAULT);
        assertThat(config.planner().objective().sloShare()).isEqualTo(0.999);
        assertThat(config.planner().priors().leadTime()).isEqualTo(Duration.ofSeconds(80));
        assertThat(config.target()).isEqualTo(new DryRun(OptionalInt.empty()));
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void nestingWithoutEndIsOneSentence() throws IOException {
        String deep = "{a: ".repeat(3_000) + "1" + "}".repeat(3_000);
        assertThat(problems(MINIMAL + "planner: " + deep + "\n"))
                .containsExactly("the file is nested too deep: must be at most 50 blocks deep");
        assertThat(problems("[".repeat(3_000)))
                .containsExactly("the file is nested too deep: must be at most 50 blocks deep");
    }

    @Test
    @Timeout(20)
    void aRemarkIsReadQuicklyAndALongOneRefused() throws IOException {
        assertThat(ConfigReader.read(file(MINIMAL + "# " + "x".repeat(250_000) + "\n"))
                        .job()
                        .value())
                .isEqualTo("flights");
        assertThat(problems(MINIMAL + "# " + "x".repeat(10_000_000) + "\n"))
                .containsExactly("the file has more than 262144 bytes: must have at most that many");
    }

    @Test
    void aFolderThatIsAFileOrCouldOnlyBeMadeInOneIsRefused() throws IOException {
        Path text = file(MINIMAL); // a file as any other
        assertThat(problems(MINIMAL + "data: " + text + "\ninference: {registry: " + text + "/models}\n"))
                .containsExactly("data " + text + ": must be a folder, but " + text + " is a file");
        assertThat(problems(MINIMAL + "inference: {registry: " + text + "/models}\n"))
                .containsExactly(
                        "inference.registry " + text + "/models: must be a folder, but " + text + " is a file");
        Path link = Files.createSymbolicLink(text.resolveSibling("link"), text.resolveSibling("none"));
        assertThat(problems(MINIMAL + "data: " + link + "\n"))
                .containsExactly("data " + link + ": must be a folder, but " + link + " is a link to nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://kafka-1:9092",
                "kafka-1",
                "kafka-1:0",
                "kafka-1:65536",
                "-:9092",
                "kafka-1:9092,",
                "k:1 k:2"
            })
    void brokersAreHostsWithPorts(String bootstrap) throws IOException {
        assertThat(problems(MINIMAL + kafka(bootstrap)))
                .containsExactly("source.kafka.bootstrap \"" + bootstrap
                        + "\": must be brokers such as kafka-1:9092,kafka-2:9092");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka_1.svc:9092, [::1]:65535", "PLAINTEXT://kafka-1:1"})
    void brokersMayBeManyAndNameTheirListener(String bootstrap) throws IOException {
        assertThat(ConfigReader.read(file(MINIMAL + kafka(bootstrap))).source()).isNotNull();
    }

    private static String kafka(String bootstrap) {
        return "source: {type: flink, kafka: {bootstrap: \"" + bootstrap + "\", group: orders, topics: [orders]}}\n";
    }

    @Test
    void whatOverflowsIsRefusedWithWhatIsAllowed() throws IOException {
        assertThat(problems(MINIMAL + "tick: PT9999999999999H\nplanner: {maxTaskManagers: 2147483647,"
                        + " initialRecordsPerSecondPerSlot: 1e308}\n"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("planner.maxTaskManagers")
                        .contains("2147483647")
                        .contains("a whole number from 1 to 10000"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("planner.initialRecordsPerSecondPerSlot")
                        .contains("a number above 0 and at most 1e12"));
        assertThat(problems(MINIMAL + "tick: PT9999999999999H\n"))
                .containsExactly("tick 'PT9999999999999H': must be a duration of at most 36500d");
    }

    @Test
    void aPathIsWhatFileNamesMayBe() throws IOException {
        assertThat(problems(MINIMAL + "data: \"a\\0b\"\n"))
                .singleElement()
                .asString()
                .contains("data \"a\0b\": must be a path, in characters that this system's file names may have");
    }

    @ParameterizedTest
    @CsvSource({"999.1.1.1", "1.2.3", "a b", "http://a", "''"})
    void aHostIsANameOrAnAddress(String host) throws IOException {
        assertThat(problems(MINIMAL + "http: {host: '" + host + "'}\n"))
                .singleElement()
                .asString()
                .startsWith("http.host")
                .contains("must be a host name or address");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "127.0.0.1", "'::'", "'::1'", "my_host-1.example.com"})
    void everyFormOfAHostIsRead(String host) throws IOException {
        assertThat(ConfigReader.read(file(MINIMAL + "http: {host: '" + host + "'}\n"))
                        .http()
                        .host())
                .isEqualTo(host);
    }

    @Test
    void theThresholdsAreTheReferenceDesigns() throws IOException {
        ForetideConfig config = ConfigReader.read(file(MINIMAL + "planner: {strategy: threshold, headroom: 0.95}\n"));
        assertThat(config.planner().strategy())
                .isEqualTo(new Strategy.Threshold(0.95, 0.75, 1.2, 0.6, Duration.ofMinutes(10)));
        assertThat(problems(MINIMAL + "planner: {headroom: 0.95}\n"))
                .singleElement()
                .asString()
                .contains("planner.headroom 0.95")
                .contains("strategy threshold");
    }

    @Test
    void theDocumentedConfigurationIsValidAndShowsTheDefaults() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "configuration.md"));
        int from = page.indexOf("```yaml\n") + "```yaml\n".length();
        ForetideConfig config = ConfigReader.read(file(page.substring(from, page.indexOf("```\n", from))));
        PlannerSettings usual = PlannerSettings.defaults(2, 1, 10);
        assertThat(config.planner().objective()).isEqualTo(usual.objective());
        assertThat(config.planner().strategy()).isEqualTo(usual.strategy());
        assertThat(config.planner().priors()).isEqualTo(usual.priors());
        assertThat(config.planner().sizes()).isEqualTo(usual.sizes());
    }

    @Test
    void rulesAndPricesCanBeSet() throws IOException {
        ForetideConfig config = ConfigReader.read(file(MINIMAL + """
                planner: {maxParallelism: 128, sloShare: 0.99, pricePerSlotHour: 0.1, pricePerViolationMinute: 2,
                  rescaleWorth: 30m, easyRescalesPerDay: 3, stabilization: 10m, mostUp: 4, mostDown: 2, rescalesPerDay: 12,
                  excluded: ["22:00-23:30"], initialRestartTime: 20s, standoff: 0s,
                  windows: [{between: "06:00-10:00", min: 4}]}
                signals: {calendar: {zone: Europe/Berlin}}
                """));
        assertThat(config.planner().rules().excluded())
                .containsExactly(
                        new DailyPeriod(LocalTime.of(22, 0), LocalTime.of(23, 30), ZoneId.of("Europe/Berlin")));
        assertThat(config.planner().sizes().maxParallelism()).hasValue(128);
        assertThat(config.planner().sizes().windows())
                .containsExactly(new SizeWindow(
                        new DailyPeriod(LocalTime.of(6, 0), LocalTime.of(10, 0), ZoneId.of("Europe/Berlin")),
                        OptionalInt.of(4),
                        OptionalInt.empty()));
        assertThat(config.planner().rules().standoff()).isEqualTo(Duration.ZERO);
        assertThat(config.planner().objective().quantile()).isCloseTo(0.9, within(1e-9));
        assertThat(config.planner().strategy()).isEqualTo(new Strategy.RecedingHorizon(Duration.ofMinutes(30), 3));
        assertThat(problems(MINIMAL + "planner: {excluded: [\"25:00-26:00\"]}\n"))
                .singleElement()
                .asString()
                .contains("22:00-23:30");
    }

    @Test
    void retrainingCanBeSetAndIsLeftToOthersOtherwise() throws IOException {
        assertThat(ConfigReader.read(file(MINIMAL)).training().schedule()).isEqualTo(TrainingSchedule.OFF);
        ForetideConfig.Training training =
                ConfigReader.read(file(MINIMAL + """
                training: {schedule: weekly, day: SAT, at: "04:10", models: [ridge, lstm],
                  incidents: ["2026-01-03T10:00:00Z/2026-01-03T12:30:00Z"]}
                """)).training();
        assertThat(training.schedule()).isEqualTo(TrainingSchedule.WEEKLY);
        assertThat(training.day()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(training.at()).isEqualTo(LocalTime.of(4, 10));
        assertThat(training.models()).containsExactly("ridge", "lstm");
        assertThat(training.incidents()).containsExactly(Period.parse("2026-01-03T10:00:00Z/2026-01-03T12:30:00Z"));
    }

    @ParameterizedTest
    @EnumSource
    void everyScheduleIsReadAsItIsWritten(TrainingSchedule schedule) throws IOException {
        assertThat(ConfigReader.read(file(MINIMAL + "training: {schedule: " + schedule.word() + "}\n"))
                        .training()
                        .schedule())
                .isEqualTo(schedule);
    }

    @Test
    void theFormerKeyOfRetrainingIsRefusedWithTheOneOfNow() throws IOException {
        assertThat(problems(MINIMAL + "training: {weekly: \"SUN 03:00\"}\n"))
                .containsExactly("training.weekly: unknown key; allowed are at, day, incidents, models, schedule"
                        + "\nMaybe training: {schedule: weekly, day: SUN, at: \"03:00\"}");
    }

    @Test
    void retrainingThatCannotBeIsRefusedWithWhatIsAllowed() throws IOException {
        assertThat(problems(MINIMAL + "training: {schedule: sometimes}\n"))
                .containsExactly("training.schedule \"sometimes\": must be weekly, daily or off");
        assertThat(problems(MINIMAL + "training: {models: [oracle]}\n"))
                .singleElement()
                .asString()
                .contains("'oracle'")
                .contains("ridge");
        assertThat(problems(MINIMAL + "training: {incidents: [yesterday]}\n"))
                .singleElement()
                .asString()
                .contains("'yesterday'");
    }

    @Test
    void everythingCanBeSet() throws IOException {
        ForetideConfig config = ConfigReader.read(file("""
                job: orders
                data: /var/lib/foretide
                tick: 30s
                flink: {rest: "http://jobmanager:8081", job: orders-enrichment}
                target: {type: kubernetes-deployment, namespace: streaming, name: taskmanager, kind: StatefulSet, mode: auto,
                  checkpointBeforeShrink: true, placeholders: {enabled: true, image: "registry.example/pause:3.9"}}
                leader: {enabled: true, lease: orders-leader}
                planner: {slotsPerTaskManager: 4, minTaskManagers: 2, maxTaskManagers: 20, cooldown: 10m, sloLag: 30s}
                inference: {every: 1m, registry: /models}
                signals:
                  calendar: {zone: Europe/Berlin, country: de}
                  traces:
                    - {path: sales.csv, columns: {orders: transactions}}
                http: {host: 0.0.0.0, port: 9000}
                """));
        assertThat(config.planner().timing().tick())
                .as("the plan goes by it too")
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(config.target())
                .isEqualTo(new KubernetesSettings(
                        ScaledKind.STATEFUL_SET,
                        "streaming",
                        "taskmanager",
                        Mode.AUTO,
                        true,
                        true,
                        Optional.of(new PlaceholderSettings(
                                true,
                                "streaming",
                                "taskmanager-placeholder",
                                "foretide-placeholder",
                                "registry.example/pause:3.9"))));
        assertThat(config.leader()).contains(new LeaderSettings("streaming", "orders-leader"));
        assertThat(config.planner().maxTaskManagers()).isEqualTo(20);
        assertThat(config.planner().cooldown()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.calendar().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(config.traces().get(0).columns()).containsEntry("orders", "transactions");
        assertThat(config.registry()).isEqualTo(new RegistryPlace.Folder(Path.of("/models")));
    }

    @Test
    void tellsAllProblemsAtOnceByKeyValueAndWhatIsAllowed() throws IOException {
        assertThat(problems("""
                        job: flights
                        colour: red
                        flink: {rest: "localhost:8081"}
                        target: {type: docker}
                        planner: {cooldwon: 5m, headroom: 1.5, maxTaskManagers: 0, sloLag: soon}
                        http: {port: 70000}
                        """))
                .anySatisfy(
                        p -> assertThat(p).startsWith("colour: unknown key; allowed are autoscaler, data, flink, http"))
                .anySatisfy(p -> assertThat(p)
                        .isEqualTo("flink.rest \"localhost:8081\": must be an address such as http://127.0.0.1:8081"))
                .anySatisfy(
                        p -> assertThat(p)
                                .isEqualTo(
                                        "target.type \"docker\": must be dry-run, local-processes, kubernetes-deployment, flink-deployment or rescale-api"))
                .anySatisfy(
                        p -> assertThat(p).startsWith("planner.cooldwon: unknown key; allowed are catchUp, cooldown"))
                .anySatisfy(p -> assertThat(p)
                        .isEqualTo("planner.headroom 1.5: must be one of 0.5, 0.75, 0.8, 0.9, 0.95 and 0.99"))
                .anySatisfy(p ->
                        assertThat(p).isEqualTo("planner.maxTaskManagers 0: must be a whole number from 1 to 10000"))
                .anySatisfy(p ->
                        assertThat(p).isEqualTo("planner.sloLag \"soon\": must be a duration such as 90s, 5m or 2h"))
                .anySatisfy(p -> assertThat(p).isEqualTo("http.port 70000: must be a port from 0 to 65535"))
                .hasSize(8);
    }

    @Test
    void whatASchemaCannotSayIsToldToo() throws IOException {
        assertThat(problems(MINIMAL.replace("dry-run", "kubernetes-deployment")
                        + "planner: {minTaskManagers: 5, maxTaskManagers: 3, cooldown: 10s}\n"
                        + "tick: 0s\ninference: {every: PTfoo}\n"
                        + "signals: {calendar: {zone: Mars/Olympus}}\n"))
                .anySatisfy(p -> assertThat(p).contains("maxTaskManagers 3: must be at least minTaskManagers (5)"))
                .anySatisfy(p -> assertThat(p)
                        .isEqualTo("target.namespace: is missing; the type \"kubernetes-deployment\" needs it"))
                .anySatisfy(p ->
                        assertThat(p).isEqualTo("target.name: is missing; the type \"kubernetes-deployment\" needs it"))
                .anySatisfy(p -> assertThat(p).isEqualTo("planner.cooldown 10s: must be 5m to 24h"))
                .anySatisfy(p -> assertThat(p).isEqualTo("tick 0s: must be 10s to 10m"))
                .anySatisfy(p ->
                        assertThat(p).isEqualTo("inference.every 'PTfoo': must be a duration such as 90s, 5m or 2h"))
                .anySatisfy(p -> assertThat(p).contains("Mars/Olympus"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                      | the file is empty
                    'job: [unclosed'        | line
                    'job: a\njob: b'        | Duplicate field 'job'
                    """)
    void saysWhatIsWrongWithTheFileItself(String text, String problem) throws IOException {
        assertThat(problems(text.replace("\\n", "\n")))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'hello'                 | 'the file has no keys: job, flink and target are needed'
                    'job: a\n---\njob: b' | more than one document
                    'job:\n\tflink: a'    | TAB
                    """)
    void saysWhatIsWrongWithTheFormOfTheFile(String text, String problem) throws IOException {
        assertThat(problems(text.replace("\\n", "\n").replace("\\t", "\t")))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("foretide.yaml"), new byte[] {(byte) 0x80, (byte) 0x81});
        assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file)))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void wordsThatYamlMayTakeForBooleansAreWords() throws IOException {
        ForetideConfig config = ConfigReader.read(file(MINIMAL.replace("dry-run", "rescale-api\n  mode: off")
                + "signals: {calendar: {zone: Europe/Oslo, country: NO}}\n"));
        assertThat(config.target()).isEqualTo(new RescaleApi(Mode.OFF, List.of()));
        assertThat(config.calendar().countries()).containsExactly("NO");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    country: xx | 'signals.calendar.country "xx": must be a country with known holidays: AD, AE'
                    country: Germany | 'signals.calendar.country "Germany": must be a two-letter country code, or one with a region such as DE-BY'
                    countries: [DE, DE-XX] | 'signals.calendar.countries[1]: "DE-XX": must be DE as a whole or a region of it with known holidays: DE-BB'
                    countries: [DE, de] | 'signals.calendar.countries [DE, de]: must be without the same twice'
                    countries: [] | signals.calendar.countries []: must be a list of country codes such as [DE, FR, US-CA]
                    'country: de, countries: [fr]' | signals.calendar.country and countries: must be one of them
                    """)
    void countriesAreRefusedByValueAndWhatIsAllowed(String calendar, String problem) throws IOException {
        Path file = file(MINIMAL + "signals: {calendar: {" + calendar + "}}\n");
        assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file)))
                .hasMessageContaining(problem);
    }

    @Test
    void whatIsKnownAheadHasNamesOfItsOwn() throws IOException {
        Path file = file(MINIMAL
                + "signals: {traces: [{path: a.csv, columns: {a: rain, b: rain_in_30_minutes}, issued: told}]}\n");
        assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file)))
                .hasMessageContaining("the signal rain_in_30_minutes is named twice: must be named once");
    }

    @Test
    void severalCountriesAreShownAsTheyAreWritten() throws IOException {
        Path file = file(MINIMAL + "signals: {calendar: {countries: [DE, us-ca]}}\n");
        assertThat(ConfigReader.show(file, Optional.empty())).contains("countries:\n    - DE\n    - us-ca\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    type: dry-run, mode: auto | 'target.mode "auto": is not allowed with the type "dry-run"; allowed are taskManagers'
                    type: rescale-api, name: x | 'target.name "x": is not allowed with the type "rescale-api"; allowed are leave, mode'
                    type: flink-deployment, namespace: a, name: b, kind: StatefulSet | target.kind
                    type: kubernetes-deployment, namespace: a, name: b, taskManagers: 2 | target.taskManagers
                    type: kubernetes-deployment, namespace: A/b, name: b | target.namespace "A/b"
                    type: kubernetes-deployment, namespace: a, name: Task Manager | target.name "Task Manager"
                    'type: kubernetes-deployment, namespace: a, name: b, placeholders: {name: b}' | 'target.placeholders.name "b": must be another name than target.name'
                    """)
    void aTargetHasTheKeysOfItsTypeAndNamesThatCanBe(String target, String problem) throws IOException {
        assertThat(problems(MINIMAL.replace("\n  type: dry-run", " {" + target + "}")))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void theLeaseIsNamedAfterTheJobIfThatCanBe() throws IOException {
        String leader = "leader: {enabled: true, namespace: a}\n";
        assertThat(ConfigReader.read(file(MINIMAL.replace("job: flights", "job: My_Flights") + leader))
                        .leader())
                .contains(new LeaderSettings("a", "foretide-my-flights"));
        assertThat(problems(MINIMAL.replace("job: flights", "job: a..b") + leader))
                .singleElement()
                .asString()
                .contains("job \"a..b\"");
    }

    @Test
    void eachItemOfAListAndEachDurationIsToldOnce() throws IOException {
        assertThat(problems(MINIMAL + """
                planner:
                  sloLag: PT-5M
                  maxForecastAge: 0s
                  standoff: PT-5M
                  initialLeadTime: 0s
                  windows: [{between: "06:00-10:00"}, {between: "06:00-06:00", min: 1}, {between: "06:00-10:00", min: 3, max: 2}]
                training: {models: [oracle], incidents: [2026]}
                """.replace("[2026]", "[\"2026\"]")))
                .anySatisfy(p -> assertThat(p).isEqualTo("planner.sloLag -5m: must be 1s to 24h"))
                .anySatisfy(p -> assertThat(p).isEqualTo("planner.maxForecastAge 0s: must be 1s to 24h"))
                .anySatisfy(p -> assertThat(p).isEqualTo("planner.standoff -5m: must be 0s to 24h"))
                .anySatisfy(p -> assertThat(p).isEqualTo("planner.initialLeadTime 0s: must be 1s to 30m"))
                .anySatisfy(p ->
                        assertThat(p).isEqualTo("planner.windows[0]: min and max are missing; one of them is needed"))
                .anySatisfy(p -> assertThat(p).startsWith("planner.windows[1]: period 06:00 to 06:00"))
                .anySatisfy(p -> assertThat(p).startsWith("planner.windows[2]: window 06:00-10:00 max 2"))
                .anySatisfy(p -> assertThat(p).startsWith("training.models[0]: there is no model 'oracle'"))
                .anySatisfy(p -> assertThat(p).startsWith("training.incidents[0]: period '2026'"))
                .hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:99999", "http://:8081"})
    void anAddressNeedsAHostAndAPortThatCanBe(String rest) throws IOException {
        assertThat(problems(MINIMAL.replace("http://127.0.0.1:8081", '"' + rest + '"')))
                .singleElement()
                .asString()
                .contains("flink.rest \"" + rest + "\"");
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = folder.resolve("none.yaml");
        assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(none)))
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("there is no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth: {user: ops}                    | auth.passwordFile: is missing; user \"ops\" needs it",
                "auth: {passwordFile: p}              | auth.user: is missing; passwordFile \"p\" needs it",
                "auth: {user: a, passwordFile: p, tokenFile: t} | auth.tokenFile \"t\": must stand without user and passwordFile",
                "auth: {user: 'a:b', passwordFile: p} | auth.user \"a:b\": must be a user without ':'",
                "tls: {certificateFile: c}            | tls.keyFile: is missing; certificateFile \"c\" needs it",
                "tls: {keyFile: k}                    | tls.certificateFile: is missing; keyFile \"k\" needs it",
                "proxy: 'proxy.example'               | proxy \"proxy.example\": must be host:port such as proxy.example:3128",
                "proxy: 'proxy.example:99999'         | proxy \"proxy.example:99999\": must be host:port such as proxy.example:3128",
            },
            quoteCharacter = '`')
    void theWayToFlinkIsWhole(String keys, String problem) throws IOException {
        assertThat(problems(MINIMAL.replace(":8081\n", ":8081\n  " + keys + "\n")))
                .containsExactly("flink." + problem);
    }

    @Test
    void credentialsStandInOnePlace() throws IOException {
        assertThat(problems(MINIMAL.replace("//127.0.0.1:8081", "//ops:secret@host\n  auth: {tokenFile: t}")))
                .containsExactly(
                        "flink.rest \"http://ops:***@host\": must be without user and password where flink.auth"
                                + " says them");
    }
}
