package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.scaler.app.config.ConfigException;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.doctor.Doctor;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.source.FlinkTelemetry;
import io.foretide.telemetry.source.TelemetryContext;
import io.foretide.telemetry.source.TelemetryKind;
import io.foretide.telemetry.source.TelemetrySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A telemetry source is added by its class and a line of {@code META-INF/services}, and by nothing else. */
class FakeSourceTest {
    private static final String TARGET = "target: {type: dry-run, taskManagers: 2}\n";

    @TempDir
    Path folder;

    @RegisterExtension
    final Announced announced = new Announced(TelemetryKind.class, Meter.Kind.class);

    /** A source that is one file: it always sees the same load. */
    record Meter(int recordsPerSecond) implements TelemetrySettings {
        private static final Key<Integer> RATE = Key.required("rate", Codecs.count(), "what it sees");

        @Override
        public TelemetrySource open(TelemetryContext context) {
            JobMetrics metrics = new JobMetrics(recordsPerSecond, recordsPerSecond, 0.5, 0, 0, recordsPerSecond);
            return now ->
                    new JobSnapshot(context.job(), now, JobStatus.RUNNING, new Capacity(2, 2, 2), Optional.of(metrics));
        }

        /** Its kind. */
        public static final class Kind implements TelemetryKind {
            @Override
            public String type() {
                return "meter";
            }

            @Override
            public List<Key<?>> keys() {
                return List.of(RATE);
            }

            @Override
            public TelemetrySettings read(Values values) {
                return new Meter(values.get(RATE));
            }
        }
    }

    private Path file(Object flink, String source) throws IOException {
        return Files.writeString(
                folder.resolve("foretide.yaml"),
                "job: orders\ndata: " + folder.resolve("data") + "\nflink: {rest: '" + flink + "'}\n" + TARGET + source
                        + "\n");
    }

    private Path file(String source) throws IOException {
        return file("http://127.0.0.1:1", source);
    }

    @Test
    void itFeedsTheLoopOfTheService() throws IOException {
        try (FakeFlink flink = FakeFlink.tuned();
                Service service = new ServiceWiring(
                                ConfigReader.read(file(flink.address(), "source: {type: meter, rate: 70}")),
                                new PrintStream(OutputStream.nullOutputStream()))
                        .open(target -> target)) {
            TickReport tick = service.tickOnce();
            assertThat(tick.snapshot().metrics().orElseThrow().demandRecordsPerSecond())
                    .isEqualTo(70);
        }
    }

    @Test
    void itIsShownAndWithoutABlockFlinkMeasuresAndNothingIsShown() throws IOException {
        assertThat(ConfigReader.read(file("source: {type: meter, rate: 70}")).source())
                .isEqualTo(new Meter(70));
        assertThat(ConfigReader.show(file("source: {type: meter, rate: 70}"), Optional.empty()))
                .contains("source:\n  type: meter\n  rate: 70\n");
        assertThat(ConfigReader.read(file("")).source()).isEqualTo(new FlinkTelemetry(Optional.empty()));
        assertThat(ConfigReader.show(file(""), Optional.empty())).doesNotContain("source");
    }

    @Test
    void itsKeysAreCheckedAsThoseOfATargetAre() throws IOException {
        assertThat(problems("source: {type: meter}"))
                .containsExactly("source.rate: is missing; the type \"meter\" needs it");
        assertThat(problems("source: {type: flink, rate: 70}"))
                .containsExactly("source.rate 70: is not allowed with the type \"flink\"; allowed are kafka");
        assertThat(problems("source: {type: gauge}"))
                .containsExactly("source.type \"gauge\": must be flink, prometheus or meter");
    }

    @Test
    void theDoctorLooksThroughItAndAsksFlinksSourcesForNoLag() throws IOException {
        try (FakeFlink flink = FakeFlink.tuned()) {
            Path file = file(flink.address(), "source: {type: meter, rate: 70}");
            List<Check> checks =
                    new Doctor().examine(ConfigReader.read(file), file).checks();
            assertThat(checks).extracting(Check::name).doesNotContain("lag");
            assertThat(checks)
                    .contains(new Check("Source", "snapshot", Finding.ok("sees the job run on 2 TaskManagers")));
        }
    }

    private List<String> problems(String source) throws IOException {
        Path file = file(source);
        return catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file))
                .problems();
    }
}
