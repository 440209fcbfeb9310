package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.Durations;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.ForecastHistory;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.tune.Objections.Pair;
import io.foretide.whatif.tune.Tuner.Tuned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What the last weeks before an instant say of a planner's settings. The job's rate, lead time and restart time are taken as they
 * are: the planner has learned them by then. Immutable.
 */
public final class RecentPast {
    /** Longer ago, a job was another one. */
    public static final Duration MOST = Duration.ofDays(28);

    /** Three in ten of it are held out, and four days are tried on; settings chosen on less would be chosen by chance. */
    public static final Duration LEAST = Duration.ofDays(14);

    private static final double CHOSEN_SHARE = 0.7;
    private static final Duration WARM_UP = Duration.ofDays(1);
    private static final double MOST_RESCALES_PER_DAY = 6;

    private final Setup setup;
    private final ForecastHistory forecasts;
    private final PlannerSettings configured;

    /** @param configured whose objective counts, and whose strategy and its numbers may be others */
    public RecentPast(Setup setup, ForecastHistory forecasts, PlannerSettings configured) {
        this.setup = setup;
        this.forecasts = forecasts;
        this.configured = configured;
    }

    /** Share of the minutes that should keep the objective. */
    double sloShare() {
        return configured.objective().sloShare();
    }

    /** Whether enough lies before an instant. */
    boolean isEnough(Instant now) {
        return !Durations.isShorter(Duration.between(forecasts.since(), now), LEAST);
    }

    /**
     * Settings that beat those that serve.
     *
     * @param champion what those came to on the part held out
     */
    record Better(PlannerSettings settings, Figures champion) {}

    /**
     * Settings that were chosen on what lies before an instant, and beat {@code champion} on the newest part of it.
     *
     * @param candidates simulations, at most
     * @throws CancellationException if the thread is interrupted
     */
    Optional<Better> better(PlannerSettings champion, int candidates, Instant now) {
        Instant from = Durations.isShorter(Duration.between(forecasts.since(), now), MOST)
                ? forecasts.since()
                : now.minus(MOST);
        int begin = step(from);
        int end = step(now);
        int held = begin + (int) (CHOSEN_SHARE * (end - begin));
        int day = (int) WARM_UP.dividedBy(setup.load().step());
        EvaluationSplit split = setup.split();
        var newest = forecasts.newest(from, now);
        Rehearsal chosen = Rehearsal.of(setup.with(split.on(begin, held)), newest);
        Rehearsal heldOut =
                Rehearsal.of(setup.with(new EvaluationSplit(split.trainEnd(), held - day, held, end)), newest);
        TuningGoal goal = new TuningGoal(1 - sloShare(), MOST_RESCALES_PER_DAY);
        SearchPlan plan = new SearchPlan(configured, SearchLimits.around(champion), candidates);
        Tuned tuned = new Tuner(chosen, plan, setup.seed() + end)
                .search(goal.withMargin(TuningGoal.MARGIN), share -> stopIfInterrupted());
        Pair onChosen = new Pair(Figures.of(chosen.run(champion)), Figures.of(tuned.report()));
        Pair onHeld = new Pair(Figures.of(heldOut.run(champion)), Figures.of(heldOut.run(tuned.settings())));
        return Objections.of(goal, onChosen, onHeld).isEmpty()
                ? Optional.of(new Better(tuned.settings(), onHeld.shipped()))
                : Optional.empty();
    }

    private int step(Instant time) {
        return (int) Duration.between(setup.load().window().start(), time)
                .dividedBy(setup.load().step());
    }

    private static void stopIfInterrupted() {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted");
        }
    }
}
