package io.foretide.scaler.control;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.RecentDemand;
import io.foretide.planner.learned.Silence;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.control.PlannerMemory.Memory;
import io.foretide.scaler.control.PlannerMemory.Overtaken;
import io.foretide.series.FeatureRow;
import io.foretide.series.Minutes;
import io.foretide.store.FeatureStore;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.MetricsGap;
import io.foretide.telemetry.Plausibility;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.signal.FeatureCollector;
import io.foretide.text.Durations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Scales one job: collect, append, read the target, forecast, decide, save, apply, log, tell. Not thread-safe: one tick at a
 * time.
 *
 * <p>Every tick starts from the saved memory, and a rescale is saved before the target is asked, so that neither a restart
 * nor another replica that takes over forgets or repeats anything.
 */
public final class ControlLoop {
    private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);

    private final Parts parts;
    private final Supplier<PlannerSettings> latestSettings;
    private final List<Consumer<TickReport>> listeners;
    private final LogOnChange flinkTrouble = new LogOnChange(log, Level.WARN, "no telemetry", "telemetry again");
    private final LogOnChange lagTrouble = LogOnChange.warning(log, "lag");
    private final LogOnChange slowLooks =
            new LogOnChange(log, Level.WARN, "the job is read slowly", "the job is read fast enough again");
    private final LogOnChange impossible =
            new LogOnChange(log, Level.WARN, "metrics that cannot be believed", "metrics can be believed again");

    /** Those of the tick under way. */
    private PlannerSettings settings;

    /** As the last decision left it: what is kept of a look goes by it. */
    private RecentDemand demand = RecentDemand.none();

    private final UnsavedRows unsaved = new UnsavedRows();

    /** By how much the clock was set since the memory was saved. */
    private Duration clockSet = Duration.ZERO;

    private final LogOnChange targetTrouble =
            new LogOnChange(log, Level.WARN, "the scaling target cannot be read", "the scaling target answers again");
    private final LogOnChange recommending =
            new LogOnChange(log, Level.INFO, "recommended only", "decisions are carried out again");

    /** What a loop is made of. */
    public record Parts(JobId job, Sources sources, CapacityPlanner planner, Scaling scaling, Records records) {}

    /**
     * What a loop learns from.
     *
     * @param store keeps every minute
     * @param forecasts the newest forecast; called once a tick, must not compute
     */
    public record Sources(
            TelemetrySource telemetry,
            FeatureCollector features,
            FeatureStore store,
            Supplier<Optional<Forecast>> forecasts) {}

    /**
     * What a loop scales, whether it may, and what holds room for it, if anything does.
     *
     * @param allowance what its fleet leaves it now; called once a tick
     */
    public record Scaling(
            ScalingTarget target,
            RescaleTracker tracker,
            Leadership leadership,
            Optional<Reserve> reserve,
            Supplier<Optional<Allowance>> allowance) {}

    /** What a loop leaves behind. */
    public record Records(PlannerMemory memory, DecisionLog decisions, TickTiming timing) {}

    /**
     * A loop.
     *
     * @param settings asked for once a tick, must not compute
     * @param listeners told of every tick, in order
     */
    public ControlLoop(Parts parts, Supplier<PlannerSettings> settings, List<Consumer<TickReport>> listeners) {
        this.parts = parts;
        this.latestSettings = settings;
        this.settings = settings.get();
        this.listeners = List.copyOf(listeners);
    }

    /** The job's clock was set by {@code jump}: the next round takes what is remembered to lie as long ago as before. */
    public void clockSet(Duration jump) {
        clockSet = clockSet.plus(jump);
        demand = RecentDemand.none();
        parts.scaling().tracker().clockSet();
    }

    /** One round at {@code time}, by the job's clock. */
    public TickReport tick(Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        settings = latestSettings.get();
        MDC.put("job", parts.job().value());
        try (TickTiming.Tick tick = parts.records().timing().start(parts.job())) {
            JobSnapshot collected = tick.time(TickStep.COLLECT, () -> collect(now));
            if (collected.status() != JobStatus.UNKNOWN) {
                warnOfSlowLook(tick.spent(TickStep.COLLECT));
            }
            tick.run(TickStep.APPEND, () -> append(collected, now));
            // first of all, as beginning to lead keeps others out: what is seen afterwards is not theirs to change
            Standing standing = tick.time(TickStep.READ_TARGET, parts.scaling().leadership()::claim);
            Optional<Memory> saved = tick.time(TickStep.READ_TARGET, () -> saved(now));
            Optional<TargetSnapshot> target = tick.time(TickStep.READ_TARGET, this::read);
            parts.scaling().tracker().observe(collected, target.flatMap(TargetSnapshot::pods));
            JobSnapshot snapshot = shaped(collected, target)
                    .with(parts.scaling()
                            .tracker()
                            .health(
                                    collected.health(),
                                    target.flatMap(TargetSnapshot::obstacle),
                                    parts.scaling().reserve().map(Reserve::room).orElse(OptionalInt.empty())));
            Memory memory = remembered(saved, target, now);
            Optional<Forecast> forecast =
                    tick.time(TickStep.FORECAST, parts.sources().forecasts());
            CapacityPlanner.Outcome outcome = tick.time(
                    TickStep.DECIDE,
                    () -> parts.planner()
                            .plan(new PlanInput(
                                    memory.state(),
                                    snapshot,
                                    forecast,
                                    overrides(target, standing),
                                    settings,
                                    now,
                                    parts.scaling().allowance().get())));
            demand = outcome.state().learned().demand();
            Carried carried = standing.isLeading()
                    ? carryOut(outcome, memory, new Seen(snapshot, target), tick)
                    : new Carried(outcome.state(), Optional.empty(), standing);
            clockSet = Duration.ZERO;
            TickReport report = new TickReport(
                    now.toString(),
                    now,
                    snapshot,
                    forecast,
                    outcome.decision(),
                    carried.state(),
                    carried.answer(),
                    carried.standing(),
                    target);
            if (report.standing().isLeading()) {
                tick.run(TickStep.SAVE, () -> parts.records().decisions().append(parts.job(), report));
                tick.run(TickStep.TELL, () -> parts.scaling().target().tell(report));
            }
            tick.run(TickStep.TELL, () -> listeners.forEach(listener -> listener.accept(report)));
            return report;
        } finally {
            MDC.remove("job");
        }
    }

    /** What a decision is made of, besides memory and forecast. */
    private record Seen(JobSnapshot job, Optional<TargetSnapshot> target) {}

    /** What is left of a decision: the planner's state, what the target said, and whether this replica still acts. */
    private record Carried(PlannerState state, Optional<ScalingTarget.Answer> answer, Standing standing) {
        static Carried leading(PlannerState state, Optional<ScalingTarget.Answer> answer) {
            return new Carried(state, answer, new Standing.Leads());
        }
    }

    private JobSnapshot collect(Instant now) {
        try {
            JobSnapshot snapshot =
                    Plausibility.removed(parts.sources().telemetry().collect(now));
            flinkTrouble.good();
            warnOfImpossible(snapshot);
            snapshot.metrics().ifPresent(this::warnOfUnknownLag);
            return Silence.removed(snapshot, demand, settings, now);
        } catch (IOException | RuntimeException e) { // whatever a source does, the job is decided on
            flinkTrouble.bad(e.getMessage());
            log.debug("no telemetry", e);
            return JobSnapshot.unread(parts.job(), now, MetricsGap.Unread.of(e));
        }
    }

    /** Once such looks take so much of a tick that a slower one would make the next tick late. */
    private void warnOfSlowLook(Duration spent) {
        Duration most = settings.timing().tick().dividedBy(2);
        if (Durations.isLonger(spent, most)) {
            slowLooks.bad(
                    "slow",
                    "a look takes " + spent.toSeconds() + " s, of a tick of "
                            + Durations.format(settings.timing().tick()));
        } else {
            slowLooks.good();
        }
    }

    /** What is told and cannot be, once: while it lasts, its value changes at each look. */
    private void warnOfImpossible(JobSnapshot snapshot) {
        if (snapshot.metrics().isPresent()) {
            impossible.good();
        } else if (snapshot.gap().isPresent() && snapshot.gap().get() instanceof MetricsGap.Impossible gap) {
            impossible.bad(gap.what(), gap.sentence());
        }
    }

    private void warnOfUnknownLag(JobMetrics metrics) {
        if (metrics.sourcesWithoutLag().isEmpty()) {
            lagTrouble.good();
        } else {
            lagTrouble.bad(String.join(", ", metrics.sourcesWithoutLag())
                    + " tells no lag: what it reads counts as its demand");
        }
    }

    private void append(JobSnapshot snapshot, Instant now) {
        FeatureRow row = parts.sources().features().row(snapshot, Minutes.completedAt(now));
        unsaved.write(parts.sources().store(), parts.job(), row, now);
    }

    private Optional<TargetSnapshot> read() {
        try {
            TargetSnapshot snapshot = parts.scaling().target().read();
            targetTrouble.good();
            return Optional.of(snapshot);
        } catch (IOException e) {
            if (!flinkTrouble.isBad(e.getMessage())) {
                targetTrouble.bad(e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** The job in the shape that is asked for at a target which can size its groups apart. */
    private static JobSnapshot shaped(JobSnapshot snapshot, Optional<TargetSnapshot> target) {
        return target.flatMap(TargetSnapshot::shape).map(snapshot::with).orElse(snapshot);
    }

    /** The memory as it was saved; the target is reminded of its own part before it is read. */
    private Optional<Memory> saved(Instant now) {
        Optional<Memory> saved = parts.records().memory().load(parts.job()).map(memory -> memory.asOf(now, clockSet));
        saved.ifPresent(memory -> {
            parts.scaling().target().keep(memory.kept());
            parts.scaling().target().keepApart(memory.apart());
        });
        return saved;
    }

    /** The memory, for a target as it is now; a target that cannot be read is as it was. */
    private Memory remembered(Optional<Memory> saved, Optional<TargetSnapshot> target, Instant now) {
        if (saved.isEmpty()) {
            return Memory.of(PlannerState.initial(
                    target.map(TargetSnapshot::taskManagers).orElse(settings.minTaskManagers()), settings));
        }
        return target.map(snapshot -> Memory.of(saved.get().at(snapshot, now))).orElseGet(saved::get);
    }

    private static Overrides overrides(Optional<TargetSnapshot> target, Standing standing) {
        return standing instanceof Standing.Follows follows
                ? Overrides.holding(follows.why())
                : target.map(TargetSnapshot::overrides)
                        .orElseGet(() -> Overrides.holding(ControlCause.Plain.TARGET_UNREADABLE));
    }

    /**
     * Saves, asks the target, saves again; a refusal leaves the planner as if the rescale had not been decided. What a failure
     * has left behind stays open until the target can be read again.
     */
    private Carried carryOut(CapacityPlanner.Outcome outcome, Memory before, Seen seen, TickTiming.Tick tick) {
        if (!(outcome.decision() instanceof Rescale rescale)) {
            log.debug("{} {}", outcome.decision().at(), outcome.decision().reason());
            return save(
                    new Memory(outcome.state(), before.unlessApplied()),
                    tick,
                    () -> Carried.leading(outcome.state(), Optional.empty()));
        }
        TargetSnapshot snapshot = seen.target().orElseThrow();
        JobTopology shape = outcome.state().shape(seen.job().topology(), settings);
        PlannerState undone = outcome.state().refused(before.state());
        if (snapshot.whyRecommended().isPresent()) {
            Cause why = snapshot.whyRecommended().get();
            recommending.bad(rescale.fromTaskManagers() + " -> " + rescale.toTaskManagers() + ", as " + why.sentence());
            return save(
                    Memory.of(undone),
                    tick,
                    () -> Carried.leading(undone, Optional.of(new ScalingTarget.Recommended(why))));
        }
        recommending.good();
        return save(new Memory(outcome.state(), Optional.of(undone)), tick, () -> {
            ScalingTarget.Answer answer = tick.time(TickStep.APPLY, () -> ask(rescale, shape, snapshot));
            PlannerState after = answer instanceof ScalingTarget.Applied ? outcome.state() : undone;
            if (!(answer instanceof ScalingTarget.Failed)) {
                settle(after, tick);
            }
            return Carried.leading(after, Optional.of(answer));
        });
    }

    /** Saves and goes on with {@code next}; if another replica was faster, its decision counts and ours is none. */
    private Carried save(Memory memory, TickTiming.Tick tick, Supplier<Carried> next) {
        if (save(memory, tick) instanceof Overtaken overtaken) {
            log.warn("{}", overtaken.why().sentence());
            return new Carried(memory.state(), Optional.empty(), new Standing.Follows(overtaken.why()));
        }
        return next.get();
    }

    /** What was saved before still tells both ways: without this, the next reading decides which of them it was. */
    private void settle(PlannerState after, TickTiming.Tick tick) {
        try {
            if (save(Memory.of(after), tick) instanceof Overtaken overtaken) {
                log.warn(
                        "the next tick tells what became of this one: {}",
                        overtaken.why().sentence());
            }
        } catch (UncheckedIOException e) {
            log.warn("the next tick tells what became of this one: {}", e.getMessage());
        }
    }

    private PlannerMemory.Saving save(Memory memory, TickTiming.Tick tick) {
        Memory all = memory.keeping(parts.scaling().target());
        return tick.time(TickStep.SAVE, () -> parts.records().memory().save(parts.job(), all));
    }

    private ScalingTarget.Answer ask(Rescale rescale, JobTopology shape, TargetSnapshot snapshot) {
        log.info("{}", rescale.reason());
        try {
            ScalingTarget.Answer answer = parts.scaling().target().scaleTo(rescale.toTaskManagers(), shape, snapshot);
            if (answer instanceof ScalingTarget.NotApplied not) {
                log.warn(
                        "{} TaskManagers were {}: {}",
                        rescale.toTaskManagers(),
                        answer.fate().word(),
                        not.why().sentence());
            } else if (!parts.scaling().target().isPretended()) {
                parts.scaling().tracker().begin(rescale, Optional.of(shape).filter(JobTopology::isApart));
            }
            return answer;
        } catch (RuntimeException e) {
            log.warn("the target failed on {} TaskManagers: {}", rescale.toTaskManagers(), e.getMessage());
            return new ScalingTarget.Failed(new ControlCause.TargetFailed(String.valueOf(e.getMessage())));
        }
    }
}
