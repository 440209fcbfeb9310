package io.foretide.scaler.app.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.process.Installation;
import io.foretide.scaler.local.FlinkLine;
import io.foretide.scaler.local.LocalKafka;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real job of two slot sharing groups on four TaskManagers of two slots, without Reactive Mode: work that takes three slots
 * and a half, and a source that takes next to none. Alike, they need all eight slots.
 */
class SizedApartIT {
    private static final int TICKS = Integer.getInteger("apart.ticks", 36);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theSourceGetsFewerSlotsThanTheWorkAndTheRateHolds(FlinkLine flink) throws Exception {
        Shape shape = Shape.apart();
        try (LocalKafka kafka =
                LocalKafka.start(Installation.here(), folder.resolve("kafka"), Map.of(shape.name(), 4))) {
            Outcome outcome = new Trial(flink, shape, kafka.bootstrap(), folder).run(TICKS);
            System.err.print(outcome.row());
            assertThat(outcome.taskManagers()).as(outcome.row()).isEqualTo(3);
            assertThat(outcome.parallelisms())
                    .as(outcome.row())
                    .last()
                    .satisfies(last -> assertThat(last).isBetween(4, 5));
            assertThat(outcome.demand()).as(outcome.row()).isCloseTo(120, within(12.0));
        }
    }
}
