package io.foretide.whatif;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.process.Installation;
import io.foretide.series.FeatureWindow;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.MatchResult.Opponent;
import io.foretide.whatif.MatchResult.Part;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.tune.Figures;
import io.foretide.whatif.tune.Objections.Pair;
import io.foretide.whatif.tune.SearchPlan;
import io.foretide.whatif.tune.SettingsText;
import io.foretide.whatif.tune.Tuner.Tuned;
import io.foretide.whatif.tune.TuningGoal;
import java.util.ArrayList;
import java.util.List;

/** What settings chosen on a load's own past bring: for a job's objective, and against opponents at their own. */
public final class Tuning {
    /** As {@link TuningGoal#MARGIN}, against an opponent, whose own violations are as livelier there. */
    private static final double MARGIN_OF_MATCH = 0.5;

    private final HeldOut heldOut;
    private final SearchPlan plan;

    /**
     * @param comparison whose forecast model plans, and whose policies are the opponents
     * @param installation where programs of policies are
     * @param plan what is searched
     * @throws IllegalArgumentException if nothing lies before the evaluated part, or a model is impossible
     * @throws InterruptedException if the thread is interrupted
     */
    public Tuning(
            Setup evaluated,
            Comparison comparison,
            Installation installation,
            SearchPlan plan,
            TrainingProgress progress)
            throws InterruptedException {
        this.heldOut = new HeldOut(evaluated, comparison, installation, plan, progress);
        this.plan = plan;
    }

    /**
     * Settings for the job's own objective.
     *
     * @param before what they are compared with
     * @param rescalesPerDay most rescales a day
     */
    public TuneResult tuned(PlannerSettings before, double rescalesPerDay) {
        double tolerated = 1 - plan.base().objective().sloShare();
        TuningGoal goal = new TuningGoal(tolerated, rescalesPerDay);
        Tuned tuned = heldOut.search(goal.withMargin(TuningGoal.MARGIN), "settings");
        return new TuneResult(
                heldOut.evaluated().load().name(),
                part(heldOut.past()),
                part(heldOut.evaluated()),
                goal,
                plan.candidates(),
                new Pair(Figures.of(heldOut.onPast(before)), Figures.of(tuned.report())),
                new Pair(Figures.of(heldOut.scored(before)), Figures.of(heldOut.scored(tuned.settings()))),
                SettingsText.keys(tuned.settings()));
    }

    /** Foretide with the reliability and the restarts of each opponent. */
    public MatchResult matched(List<ComparedPolicy> opponents) {
        List<Opponent> rows = new ArrayList<>();
        for (ComparedPolicy opponent : opponents) {
            SimulationReport before = heldOut.onPast(opponent);
            TuningGoal goal = new TuningGoal(before.violationShare(), before.rescalesPerDay());
            Tuned tuned =
                    heldOut.search(goal.withMargin(MARGIN_OF_MATCH), "settings as reliable as " + opponent.name());
            rows.add(Opponent.of(
                    opponent.name(),
                    goal,
                    heldOut.scored(opponent),
                    heldOut.scored(tuned.settings()),
                    SettingsText.keys(tuned.settings())));
        }
        return new MatchResult(
                heldOut.evaluated().load().name(),
                part(heldOut.past()),
                part(heldOut.evaluated()),
                plan.candidates(),
                rows);
    }

    private static Part part(Setup setup) {
        FeatureWindow window = setup.load().window();
        EvaluationSplit split = setup.split();
        return new Part(window.timeAt(split.from()), window.timeAt(split.to()));
    }
}
