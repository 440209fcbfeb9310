package io.foretide.scaler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.scaler.app.config.ConfigException;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.TargetKind;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.control.targets.DryRunTarget;
import io.foretide.telemetry.flink.FlinkRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A kind of target is added by its class and a line of {@code META-INF/services}, and by nothing else. */
class FakeKindTest {
    private static final String FILE = "job: orders\nflink: {rest: 'http://127.0.0.1:1'}\ntarget: {type: crane, %s}\n";

    @TempDir
    Path folder;

    /** A target that is one file. */
    record Crane(int boxes) implements TargetSettings {
        private static final Key<Integer> BOXES = Key.required("boxes", Codecs.count(), "what it holds");

        @Override
        public ScalingTarget open(TargetContext context) {
            return new DryRunTarget(boxes);
        }

        /** Its kind. */
        public static final class Kind implements TargetKind {
            @Override
            public String type() {
                return "crane";
            }

            @Override
            public List<Key<?>> keys() {
                return List.of(BOXES);
            }

            @Override
            public TargetSettings read(Values values) {
                return new Crane(values.get(BOXES));
            }
        }
    }

    @RegisterExtension
    final Announced announced = new Announced(TargetKind.class, Crane.Kind.class);

    private Path file(String keys) throws IOException {
        return Files.writeString(folder.resolve("foretide.yaml"), FILE.formatted(keys));
    }

    @Test
    void itIsReadShownAndOpened() throws IOException {
        ForetideConfig config = ConfigReader.read(file("boxes: 3"));
        assertThat(config.target()).isEqualTo(new Crane(3));
        assertThat(ConfigReader.show(file("boxes: 3"), Optional.empty()))
                .contains("target:\n  type: crane\n  boxes: 3\n");
        try (Opened opened = new Opened()) {
            assertThat(new TargetWiring(config, new FlinkRest(config.flink().access()), opened)
                            .target()
                            .read()
                            .taskManagers())
                    .isEqualTo(3);
        }
    }

    @Test
    void itsKeysAreCheckedAsThoseOfTheOthersAre() throws IOException {
        assertThat(problems("mode: auto"))
                .containsExactly(
                        "target.mode \"auto\": is not allowed with the type \"crane\"; allowed are boxes",
                        "target.boxes: is missing; the type \"crane\" needs it");
        assertThat(problems("boxes: many"))
                .containsExactly("target.boxes \"many\": must be a whole number from 1 to 10000");
    }

    private List<String> problems(String keys) throws IOException {
        Path file = file(keys);
        return catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file))
                .problems();
    }
}
