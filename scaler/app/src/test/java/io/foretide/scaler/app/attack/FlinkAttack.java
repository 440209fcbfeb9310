package io.foretide.scaler.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.ControlLoop;
import io.foretide.scaler.control.LoopUnderTest;
import io.foretide.scaler.control.PretendedJob;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.access.Moody;
import io.foretide.telemetry.access.Mutator;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.LivingFlink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Answers of a Flink, and a clock, by which the real loop decides. The forecast knows the load, for which three TaskManagers are
 * planned: whatever the present looks like, no fewer than the two that carry it may be asked for.
 */
final class FlinkAttack implements Attack {
    private static final int PLANNED = 3;
    private static final int CARRY = 2;
    private static final double SPOILT = 0.1;
    private static final int TICKS = 10;

    private final LivingFlink flink = new LivingFlink(PLANNED, 100);
    private final HeldTarget target = new HeldTarget(PLANNED);
    private final Moody moody;
    private final LoopUnderTest parts;
    private final ControlLoop loop;
    private final Random random;
    private Instant now = Instant.now();
    private long told;

    FlinkAttack(Path folder, long seed) throws IOException {
        moody = new Moody(flink.address(), seed, false);
        moody.spoils(SPOILT);
        random = new Random(seed);
        parts = new LoopUnderTest(folder).forecasting(() -> Optional.of(PretendedJob.forecast(400, now)));
        FlinkRestSource source = new FlinkRestSource(
                FlinkRest.at(moody.address()), new FlinkRestSource.Settings(Optional.empty(), PretendedJob.JOB, 1));
        loop = parts.loop(source, target, List.of());
    }

    @Override
    public String name() {
        return "answers of Flink";
    }

    @Override
    public int once(Mutator mutator) {
        for (int i = 0; i < TICKS; i++) {
            flink.live(400, target.taskManagers());
            now = now.plus(Duration.ofMinutes(1));
            if (random.nextInt(100) == 0) {
                Duration jump = Duration.ofMinutes(random.nextInt(2_000) - 1_000);
                now = now.plus(jump);
                loop.clockSet(jump);
            }
            TickReport tick = ticked();
            assertThat(target.taskManagers()).as(tick.sentence()).isGreaterThanOrEqualTo(CARRY);
            assertThat(tick.sentence()).doesNotContain("Exception", ": null").hasSizeLessThan(2_000);
        }
        int inputs = (int) (moody.spoilt() - told);
        told = moody.spoilt();
        return inputs;
    }

    /** Nothing that Flink or a clock does may break a tick. */
    private TickReport ticked() {
        try {
            return loop.tick(now);
        } catch (RuntimeException e) {
            throw new AssertionError("a tick broke: " + e, e);
        }
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(60);
    }

    @Override
    public void close() {
        parts.close();
        moody.close();
        flink.close();
    }
}
