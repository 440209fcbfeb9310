package io.foretide.scaler.app;

import io.foretide.planner.decision.BlindCause;
import io.foretide.scaler.app.web.Health;
import io.foretide.scaler.control.ClockWatch;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Conditions;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.ControlLoop;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.ScalingMetrics;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.control.TickWatch;
import io.foretide.store.FolderWatch;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Watches over a job's ticks: that they end, that the clock they go by is not set unnoticed, and what they lack. What is wrong
 * is a condition, a metric and, once, a line in the log and an event. Thread-safe.
 */
final class LineWatch implements Consumer<TickReport> {
    private static final Logger log = LoggerFactory.getLogger(LineWatch.class);

    /** A clock that was set is told for as long as somebody may wonder about what it did to charts and times. */
    private static final Duration CLOCK_TOLD = Duration.ofMinutes(30);

    private final JobId job;
    private final ScalingTarget target;
    private final ScaledClock clock;
    private final Duration maxForecastAge;
    private final Conditions conditions;
    private final ScalingMetrics metrics;
    private final TickWatch ticks;
    private final ClockWatch jumps;
    private final FolderWatch folder;
    private final LogOnChange folderTrouble =
            new LogOnChange(log, Level.ERROR, "every tick holds", "the data folder is back, and ticks go on");
    private final LogOnChange failure;
    private final LogOnChange held;
    private volatile boolean isLost;
    private boolean told;
    private volatile boolean leading;

    LineWatch(JobParts parts, Shared shared) {
        this.job = parts.job();
        this.target = parts.scaling().target();
        this.clock = shared.clock();
        this.maxForecastAge = parts.planner().timing().maxForecastAge();
        this.conditions = parts.front().conditions();
        this.metrics = parts.front().metrics().scaling();
        this.ticks = new TickWatch(clock.real(parts.planner().timing().tick()));
        this.jumps = new ClockWatch(clock);
        this.folder = new FolderWatch(shared.data(), shared.stores().files());
        this.held = new LogOnChange(
                log, Level.WARN, "job " + job + " keeps its size", "job " + job + " may have another size again");
        this.failure =
                new LogOnChange(log, Level.WARN, "tick of job " + job + " failed", "ticks of job " + job + " go on");
    }

    /** A tick now, whose end is watched over. One that fails is said, and the next one is tried. */
    void tick(ControlLoop loop) {
        ticks.during(() -> work(loop));
        conditions.clear(Condition.TICK_OVERDUE);
    }

    private void work(ControlLoop loop) {
        if (isFolderGone()) {
            conditions.clear(Condition.TICK_FAILED); // for another reason than this one
            return;
        }
        try {
            noticeJump(loop);
            loop.tick(clock.instant());
            conditions.clear(Condition.TICK_FAILED);
            failure.good();
        } catch (RuntimeException e) {
            conditions.raise(Condition.TICK_FAILED, "the last tick failed: " + e.getMessage(), clock.instant());
            failure.bad(e.getMessage());
            log.debug("tick of job {} failed", job, e);
        }
    }

    /** What would be decided without its folder could not be remembered: the job keeps its size. */
    private boolean isFolderGone() {
        Optional<FolderWatch.Trouble> trouble = folder.look();
        isLost = trouble.filter(FolderWatch.Replaced.class::isInstance).isPresent();
        condition(Condition.DATA_FOLDER, trouble.map(FolderWatch.Trouble::sentence), clock.instant());
        trouble.ifPresentOrElse(found -> folderTrouble.bad(found.sentence()), folderTrouble::good);
        return trouble.isPresent();
    }

    private void noticeJump(ControlLoop loop) {
        Duration jump = jumps.jump();
        if (jump.isZero()) {
            return;
        }
        loop.clockSet(jump);
        metrics.clockSet(job);
        String sentence = "the clock of this machine was set " + (jump.isNegative() ? "back" : "forward") + " by "
                + jump.abs().toSeconds() + " s: what is remembered was moved with it";
        log.warn("job {}: {}", job, sentence);
        conditions.clear(Condition.CLOCK_SET);
        conditions.raise(Condition.CLOCK_SET, sentence, clock.instant());
    }

    /** A look at the ticks, from another thread than theirs. */
    synchronized void look() {
        metrics.overdue(job, Durations.seconds(ticks.overdue()));
        Optional<TickWatch.Overdue> overdue = ticks.look();
        if (overdue.isEmpty()) {
            conditions.clear(Condition.TICK_OVERDUE);
            told = false;
            return;
        }
        conditions.raise(Condition.TICK_OVERDUE, overdue.get().sentence(), clock.instant());
        if (!told) {
            told = true;
            log.error("job {}: {}", job, overdue.get().sentence());
            target.warn(overdue.get().sentence());
        }
    }

    @Override
    public void accept(TickReport report) {
        leading = report.standing().isLeading();
        report.held().filter(why -> leading).ifPresentOrElse(why -> held.bad(why.id(), why.sentence()), held::good);
        condition(Condition.NO_DECISION, noDecision(report), report.now());
        condition(Condition.NO_FORECAST, noForecast(report), report.now());
        conditions.all().stream()
                .filter(one -> one.id().equals(Condition.CLOCK_SET))
                .filter(one -> Durations.isLonger(Duration.between(one.since(), report.now()), CLOCK_TOLD))
                .forEach(one -> conditions.clear(one.id()));
    }

    private void condition(String id, Optional<String> sentence, Instant now) {
        sentence.ifPresentOrElse(text -> conditions.raise(id, text, now), () -> conditions.clear(id));
    }

    private static Optional<String> noDecision(TickReport report) {
        boolean blind = report.decision().cause() instanceof BlindCause
                || report.decision().cause().id().equals(ControlCause.Plain.TARGET_UNREADABLE.id());
        return blind ? Optional.of(report.decision().reason()) : Optional.empty();
    }

    private Optional<String> noForecast(TickReport report) {
        return isFresh(report.forecast().map(forecast -> forecast.age(report.now())))
                ? Optional.empty()
                : Optional.of("there is no fresh forecast: the present load decides");
    }

    private boolean isFresh(Optional<Duration> age) {
        return age.filter(old -> !Durations.isLonger(old, maxForecastAge)).isPresent();
    }

    /** Whether this replica acted at the last tick. */
    boolean isLeading() {
        return leading;
    }

    /** Whether the job is decided on in time; {@code forecastAge} is that of the newest forecast. */
    Health health(Optional<Duration> forecastAge) {
        return new Health(
                !ticks.isStuck() && !isLost,
                !ticks.isOverdue(),
                isFresh(forecastAge) ? List.of() : List.of(job.value()));
    }
}
