package io.foretide.retraining.tuning;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.TuningMode;
import io.foretide.process.Installation;
import io.foretide.retraining.StoredDays;
import io.foretide.retraining.tuning.TuningState.Night;
import io.foretide.series.FeatureWindow;
import io.foretide.store.FeatureStore;
import io.foretide.store.JobContents;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.Comparison;
import io.foretide.whatif.TuneResult;
import io.foretide.whatif.Tuning;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.KnownJob;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.RecordedLoad;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.tune.RecentPast;
import io.foretide.whatif.tune.SearchLimits;
import io.foretide.whatif.tune.SearchPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One night's tuning: the job's last weeks are read, settings tried on them, scored, decided on and stored. One at a time in a data folder. */
public final class Retuning {
    private final Job job;
    private final Effort effort;
    private final Installation installation;
    private final KeptTuning kept;

    /**
     * Whose settings are tuned.
     *
     * @param store with its history
     * @param contents where what is tuned is kept
     * @param planner what its configuration says
     * @param mode what becomes of what is found
     * @param known what the service knows of the job
     */
    public record Job(
            JobId id,
            FeatureStore store,
            JobContents contents,
            PlannerBlock planner,
            TuningMode mode,
            KnownJob known) {}

    /**
     * How it is searched.
     *
     * @param split which part is for what
     * @param forecastModel whose forecasts are planned with
     * @param candidates simulations, at most
     * @param rescalesPerDay most rescales a day
     */
    public record Effort(
            EvaluationSplit.Request split, String forecastModel, int candidates, double rescalesPerDay, long seed) {}

    /** @param installation where programs of policies are */
    public Retuning(Job job, Effort effort, Installation installation) {
        this.job = job;
        this.effort = effort;
        this.installation = installation;
        this.kept = new KeptTuning(job.contents());
    }

    /**
     * Tunes on what lies before the last midnight UTC, and leaves the result for the service.
     *
     * @throws IllegalStateException if nothing is stored
     * @throws InterruptedException if the thread is interrupted
     */
    public Night run(TrainingProgress progress, Instant now) throws InterruptedException {
        FeatureWindow history = StoredDays.before(StoredDays.lastMidnight(now), job.id(), job.store(), RecentPast.MOST);
        Duration length = history.step().multipliedBy(history.size());
        if (Durations.isShorter(length, RecentPast.LEAST)) {
            return stays(
                    now,
                    length.toDays() + " days of history: at least " + RecentPast.LEAST.toDays()
                            + " are needed to tune");
        }
        PlannerSettings champion = champion();
        Optional<PlannerSettings> from = job.mode() == TuningMode.AUTO ? Optional.of(champion) : Optional.empty();
        SearchLimits limits = SearchLimits.of(job.planner(), from);
        if (limits.leaveNothing()) {
            return stays(now, "the configuration names all that could be tuned");
        }
        TuneResult result = result(history, champion, limits, progress);
        return stored(kept.change(state -> TuningGate.decide(result, job.mode(), state, now)));
    }

    private Night stays(Instant now, String why) {
        Night night = new Night(now, "the settings stay: " + why, Optional.empty());
        return stored(kept.change(state -> state.with(night)));
    }

    private static Night stored(TuningState state) {
        return state.latest().orElseThrow();
    }

    /** What was adopted serves in one mode only, and not if the configuration has changed so that it does not fit. */
    private PlannerSettings champion() {
        try {
            return job.mode() == TuningMode.AUTO
                    ? kept.read().settings(job.planner())
                    : job.planner().settings();
        } catch (IllegalArgumentException e) {
            return job.planner().settings();
        }
    }

    private TuneResult result(
            FeatureWindow history, PlannerSettings champion, SearchLimits limits, TrainingProgress progress)
            throws InterruptedException {
        RecordedLoad load = new RecordedLoad(job.id().value(), job.planner().zone(), history);
        Setup setup = new Setup(
                load,
                EvaluationSplit.of(effort.split(), load.demand()),
                job.known().options(),
                List.of(),
                Optional.empty(),
                effort.seed());
        Comparison comparison = new Comparison(
                ComparedPolicies.builtIn().named(List.of(ComparedPolicies.UNTUNED)),
                effort.forecastModel(),
                effort.forecastModel(),
                false);
        SearchPlan plan = new SearchPlan(job.planner().settings(), limits, effort.candidates());
        return new Tuning(setup, comparison, installation, plan, progress).tuned(champion, effort.rescalesPerDay());
    }
}
