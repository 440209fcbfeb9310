package io.foretide.scaler.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.inference.Schedule;
import io.foretide.inference.ServingModels;
import io.foretide.inference.Workers;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.planner.settings.Timing;
import io.foretide.scaler.app.Front;
import io.foretide.scaler.app.JobLine;
import io.foretide.scaler.app.JobParts;
import io.foretide.scaler.app.JobSchedule;
import io.foretide.scaler.app.Shared;
import io.foretide.scaler.app.Wiring;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.TickReport;
import io.foretide.store.DataFolder;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.access.Moody;
import io.foretide.telemetry.flink.FlinkProgress;
import io.foretide.telemetry.flink.FlinkRest;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.LivingFlink;
import io.foretide.text.Durations;
import io.foretide.training.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service's line for a long time at ticks of ten seconds, beside a Flink that misbehaves by a seed. Not part of the tests that
 * every change runs: docs/benchmarks/soak.sh starts it.
 */
class Soak {
    private static final JobId JOB = new JobId("soaked");
    private static final Duration LENGTH = Durations.parse(System.getProperty("soak.length", "2m"));
    private static final long SEED = Long.getLong("soak.seed", 1);
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final Duration MOOD = Duration.ofMinutes(3);
    private static final int SLOTS = 2;
    private static final double RATE = 100;
    private static final int MAX_TASK_MANAGERS = 12;

    @TempDir
    Path folder;

    private final List<TickReport> ticks = new ArrayList<>();
    private final List<Footprint> footprints = new ArrayList<>();

    @Test
    void decidesAsThePlannerDoesAndGrowsInNothing() throws Exception {
        PlannerSettings settings = PlannerSettings.defaults(SLOTS, 1, MAX_TASK_MANAGERS)
                .withTiming(new Timing(TICK, Duration.ofMinutes(3), Duration.ofMinutes(15)))
                .withPriors(new Priors(OptionalDouble.of(RATE), Duration.ofSeconds(20), Duration.ofSeconds(5)));
        HeldTarget target = new HeldTarget(2);
        Instant start = Instant.now();
        try (LivingFlink flink = new LivingFlink(2, RATE);
                Moody moody = new Moody(flink.address(), SEED, true);
                Opened opened = new Opened()) {
            FlinkRest rest = FlinkRest.at(moody.address());
            FlinkRestSource.Settings job = new FlinkRestSource.Settings(Optional.empty(), JOB, 1);
            JobParts parts = new JobParts(
                    Front.of(JOB),
                    new JobParts.Telemetry(new FlinkRestSource(rest, job), new FlinkProgress(rest, job), List.of()),
                    JobParts.Scaling.of(target),
                    settings,
                    ServingModels.of(new ModelRegistry(folder.resolve("models")), ZoneOffset.UTC),
                    new JobParts.Listeners(List.of(this::ticked), List.of()));
            ScaledClock clock = new ScaledClock(Clock.systemUTC(), start, start, 1);
            Shared shared = Shared.open(new DataFolder(folder.resolve("data")), clock, opened);
            JobLine line = Wiring.line(parts, shared, opened);
            Schedule schedule = opened.keep(new Schedule(opened.keep(new Workers())));
            JobSchedule.of(TICK, Duration.ofMinutes(5)).start(line, schedule, clock);
            live(flink, moody, target, start);
            System.err.printf("%d ticks, %d answers spoilt%n", ticks.size(), moody.spoilt());
        }
        long due = LENGTH.dividedBy(TICK);
        assertThat((long) ticks.size()).as("ticks of %s that were due", due).isGreaterThan(due * 6 / 10);
        replay(settings);
        Footprint.grewInNothing(footprints);
    }

    private void ticked(TickReport tick) {
        ticks.add(tick);
    }

    /** A load that swings, and moods that come and go. */
    private void live(LivingFlink flink, Moody moody, HeldTarget target, Instant start) throws Exception {
        Random random = new Random(SEED);
        Instant end = start.plus(LENGTH);
        Instant nextMood = start.plus(MOOD);
        Instant nextPrint = start;
        while (Instant.now().isBefore(end)) {
            Instant now = Instant.now();
            double minutes = Duration.between(start, now).toMillis() / 60_000.0;
            flink.live(500 + 400 * Math.sin(minutes / 10), target.taskManagers());
            if (now.isAfter(nextMood)) {
                moody.spoils(random.nextInt(3) == 0 ? 0 : random.nextDouble() * random.nextDouble());
                nextMood = now.plus(MOOD);
            }
            if (!now.isBefore(nextPrint)) {
                footprints.add(Footprint.now());
                System.err.printf(
                        "%s of %s: %d ticks, %s, %.0f records wait%n",
                        Durations.format(
                                Duration.ofSeconds(Duration.between(start, now).toSeconds())),
                        Durations.format(LENGTH),
                        ticks.size(),
                        footprints.get(footprints.size() - 1),
                        flink.waiting());
                nextPrint = now.plus(Durations.max(LENGTH.dividedBy(20), TICK));
            }
            Thread.sleep(500);
        }
    }

    /** Every decision is what the pure planner makes of the recorded look and of what it knew before. */
    private void replay(PlannerSettings settings) {
        CapacityPlanner planner = new CapacityPlanner();
        PlannerState state = PlannerState.initial(2, settings);
        for (TickReport tick : ticks) {
            CapacityPlanner.Outcome outcome = planner.plan(
                    new PlanInput(state, tick.snapshot(), tick.forecast(), Overrides.NONE, settings, tick.now()));
            assertThat(outcome.decision().toString()).isEqualTo(tick.decision().toString());
            assertThat(tick.snapshot().metrics().isPresent() || tick.decision() instanceof Hold)
                    .as(tick.sentence())
                    .isTrue();
            state = tick.state();
        }
    }
}
