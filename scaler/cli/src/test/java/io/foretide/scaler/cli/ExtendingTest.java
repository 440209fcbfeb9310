package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.Models;
import io.foretide.planner.rule.Rule;
import io.foretide.scaler.app.Service;
import io.foretide.scaler.app.ServiceWiring;
import io.foretide.scaler.app.SignalSources;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.app.doctor.Configurations;
import io.foretide.scaler.control.TickReport;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.source.TelemetryKind;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFamily;
import io.foretide.training.ModelFiles;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.policy.ComparedPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/extending.md} shows is compiled, packed into a jar and loaded by the real command. */
class ExtendingTest {
    private static final Pattern CODE = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern NAME = Pattern.compile("public final class (\\w+)");

    @RegisterExtension
    final Printed printed = new Printed();

    @TempDir
    Path folder;

    private static Path example = Path.of("example.jar");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private URLClassLoader extensions = new URLClassLoader(new URL[0]);

    @BeforeAll
    static void compile(@TempDir Path work) throws IOException {
        Path page = Path.of("..", "..", "docs", "extending.md");
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        for (String code : CODE.matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .toList()) {
            String name = NAME.matcher(code).results().findFirst().orElseThrow().group(1);
            arguments.add(Files.writeString(work.resolve(name + ".java"), code).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, OutputStream.nullOutputStream(), null, arguments.toArray(String[]::new)))
                .isZero();
        service(classes, Rule.class, "com.example.EvenNumbers");
        service(classes, SignalSource.class, "com.example.Campaign");
        service(classes, TelemetryKind.class, "com.example.MeterFile");
        service(classes, ModelFamily.class, "com.example.PeakHour");
        service(classes, ComparedPolicy.class, "com.example.Generous");
        example = jar(classes);
    }

    @BeforeEach
    void home() {
        System.setProperty("foretide.home", folder.toString());
    }

    @AfterEach
    void forget() throws IOException {
        System.clearProperty("foretide.home");
        Thread.currentThread().setContextClassLoader(before);
        extensions.close();
    }

    @Test
    void aRuleOfAJarTakesPartInASimulation() throws IOException {
        assertThat(sizes()).anyMatch(size -> size % 2 == 1);
        install();
        assertThat(sizes()).isNotEmpty().allMatch(size -> size % 2 == 0);
    }

    @Test
    void aSignalOfAJarIsCollectedBesideThoseOfTheConfiguration() throws IOException {
        ForetideConfig.Signals signals = new ForetideConfig.Signals(
                new ForetideConfig.Calendar(ZoneOffset.UTC, List.of(), Optional.empty()), List.of(), List.of());
        assertThat(features(signals)).doesNotContain("campaign");
        install();
        assertThat(features(signals)).contains("campaign");
    }

    @Test
    void aTelemetrySourceOfAJarFeedsTheLoopOfTheService() throws IOException {
        install();
        Path meter = Files.writeString(folder.resolve("meter"), "1250.5 0.7\n");
        try (FakeFlink flink = FakeFlink.tuned();
                Service service = new ServiceWiring(
                                ConfigReader.read(Configurations.file(
                                        folder,
                                        flink.address(),
                                        Configurations.DRY_RUN,
                                        "source: {type: meter-file, path: " + meter + "}")),
                                System.err)
                        .open(target -> target)) {
            TickReport tick = service.tickOnce();
            assertThat(tick.snapshot().metrics().orElseThrow().demandRecordsPerSecond())
                    .isEqualTo(1250.5);
            assertThat(tick.snapshot().capacity()).isEqualTo(new Capacity(2, 4, 4));
        }
    }

    @Test
    void aModelOfAJarIsScoredAndForecastsInASimulation() throws IOException {
        assertThat(Main.run("simulate", "--trace=" + trace(), "--forecast-model=peak-hour"))
                .isEqualTo(2);
        assertThat(printed.err()).contains("there is no model 'peak-hour'; there are last-value, ");
        install();
        printed.clear();
        assertThat(Main.run("backtest", "--trace=" + trace(), "--models=peak-hour,mean-15", "-o=json"))
                .isZero();
        assertThat(printed.out()).contains("\"peak-hour\"").contains("\"mean-15\"");
        assertThat(simulated("--forecast-model=peak-hour")).isNotEqualTo(simulated("--forecast-model=mean-15"));
        assertThat(Main.run("backtest", "--trace=" + trace(), "--models=oracle"))
                .isEqualTo(2);
        assertThat(printed.err())
                .contains("there is no model 'oracle'; there are last-value, ")
                .contains(", peak-hour");
    }

    @Test
    void aSavedModelOfAJarIsReadAgain() throws Exception {
        install();
        ModelFiles files = ModelFiles.in(Files.createDirectories(folder.resolve("model")));
        double[] values = DoubleStream.iterate(1, value -> value + 1).limit(200).toArray();
        Duration step = Duration.ofMinutes(5);
        FeatureWindow window = new FeatureWindow(
                Instant.EPOCH,
                step,
                values.length,
                Map.of(Features.DEMAND, TimeSeries.ofObserved(Instant.EPOCH, step, values)));
        ForecastModel model = Models.named("peak-hour")
                .fit(FitRequest.of(window, 150, ZoneOffset.UTC, 7, TrainingProgress.NONE))
                .model();
        model.save(files);
        assertThat(Models.load(files).predict(window, new int[] {180}))
                .isDeepEqualTo(model.predict(window, new int[] {180}));
    }

    @Test
    void aPolicyOfAJarIsComparedByItsNameAndHasItsOwnOption() throws IOException {
        assertThat(generous("--policies=generous")).isEqualTo(2);
        assertThat(printed.err()).contains("there is no policy 'generous'; there are static-peak, ");
        install();
        assertThat(generous("--policies=reactive,generous", "--generosity=x3")).isZero();
        assertThat(printed.out()).contains("reactive ").contains("generous ");
        assertThat(generous("--policies=generosity")).isEqualTo(2);
        assertThat(printed.err()).contains("clairvoyant, generous");
        assertThat(Main.run("simulate", "--help")).isZero();
        assertThat(printed.out().replaceAll("\\s+", " "))
                .contains("clairvoyant, generous.")
                .contains("Multiple of the load that generous is ready for. (x2)");
    }

    @Test
    void aJarThatCannotBeLoadedFailsOnlyTheCommandsThatNeedIt() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        service(classes, ComparedPolicy.class, "com.example.Gone");
        load(jar(classes));

        assertThat(Main.run("--version")).isZero();
        assertThat(Main.run("simulate", "--trace=" + trace())).isEqualTo(2);
        assertThat(printed.err())
                .contains("an extension on the class path cannot be loaded: ")
                .contains("com.example.Gone");
    }

    private int generous(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("simulate", "--trace=" + trace()));
        arguments.addAll(List.of(more));
        return Main.run(arguments.toArray(String[]::new));
    }

    private static List<String> features(ForetideConfig.Signals signals) {
        return SignalSources.of(signals, Optional.empty()).stream()
                .flatMap(source -> source.features().stream())
                .toList();
    }

    /** TaskManagers that the planner asked for, in the order of the dump, without those of the simulation's start. */
    private List<Integer> sizes() throws IOException {
        return simulated("--forecast-model=mean-15");
    }

    private List<Integer> simulated(String model) throws IOException {
        Path dump = folder.resolve("dump.csv");
        assertThat(Main.run(
                        "simulate",
                        "--trace=" + trace(),
                        "--records-per-second-per-slot=1",
                        "--slots-per-task-manager=1",
                        model,
                        "--policies=predictive",
                        "--dump=" + dump))
                .isZero();
        List<String> lines = Files.readAllLines(dump);
        int target = List.of(lines.get(0).split(",")).indexOf("slotsTarget");
        List<Integer> all = lines.stream()
                .skip(1)
                .filter(line -> line.contains(",predictive,"))
                .map(line -> Integer.parseInt(line.split(",")[target]))
                .toList();
        return all.stream().dropWhile(all.get(0)::equals).toList();
    }

    private Path trace() throws IOException {
        StringBuilder text = new StringBuilder("time,value\n");
        Instant start = Instant.parse("2020-03-02T00:00:00Z");
        for (int i = 0; i < 4 * 288; i++) {
            text.append(start.plus(Duration.ofMinutes(5L * i)))
                    .append(',')
                    .append(Math.round(3000 - 2500 * Math.cos(2 * Math.PI * i / 288)))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("wave.csv"), text);
    }

    private void install() throws IOException {
        load(example);
    }

    private void load(Path jar) throws IOException {
        extensions =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
        Thread.currentThread().setContextClassLoader(extensions);
    }

    private static void service(Path classes, Class<?> type, String name) throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(type.getName()), name + "\n", StandardCharsets.UTF_8);
    }

    private static Path jar(Path classes) throws IOException {
        Path jar = classes.resolveSibling("example.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
