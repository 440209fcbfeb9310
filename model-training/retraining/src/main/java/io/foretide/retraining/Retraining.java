package io.foretide.retraining;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.series.FeatureWindow;
import io.foretide.text.Counted;
import io.foretide.text.Durations;
import io.foretide.training.ForecastModel;
import io.foretide.training.TrainingMask;
import io.foretide.training.TrainingProgress;
import io.foretide.training.registry.ModelCard;
import io.foretide.training.registry.ModelRefusedException;
import io.foretide.training.registry.ModelRegistry;
import io.foretide.training.registry.TrainedModel;
import io.foretide.training.registry.Trainer;
import io.foretide.training.registry.TrainingPlan;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.RecordedLoad;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One retraining: mask, train, score by loss and by cost, decide, publish. One at a time in a process. */
public final class Retraining {
    /** A quarter of it is held out; a champion that was chosen by less would be chosen by chance. */
    private static final Duration MIN_HISTORY = Duration.ofDays(14);

    /** Of forecasts, before they are scored. */
    private static final Duration WARM_UP_WITH_FORECASTS = Duration.ofDays(1);

    /** Before that: the planner learns the typical day, as it long has where it serves. */
    private static final Duration WARM_UP_WITHOUT_FORECASTS = Duration.ofDays(7);

    private final ModelRegistry registry;
    private final TrainingPlan plan;
    private final PlannerSettings planner;
    private final SimulationOptions options;
    private final TrainingMask mask;
    private final PrintStream messages;

    /**
     * @param planner with which forecasts are turned into slots
     * @param options the job and the cluster of the simulation
     * @param mask what is left out
     * @param messages for people
     */
    public Retraining(
            ModelRegistry registry,
            TrainingPlan plan,
            PlannerSettings planner,
            SimulationOptions options,
            TrainingMask mask,
            PrintStream messages) {
        this.registry = registry;
        this.plan = plan;
        this.planner = planner;
        this.options = options;
        this.mask = mask;
        this.messages = messages;
    }

    /**
     * Result of a training.
     *
     * @param card of the model that was published, with scores, costs and the verdict
     * @param promoted whether it is the champion now
     */
    public record Result(ModelCard card, boolean promoted) {}

    /**
     * Trains on a history; ended and begun again with the same history, it goes on where it was.
     *
     * @throws IllegalArgumentException if the history holds too little
     * @throws InterruptedException if the thread is interrupted
     */
    public Result run(FeatureWindow history, TrainingProgress progress, Instant now)
            throws InterruptedException, IOException {
        Duration length = history.step().multipliedBy(history.size());
        if (Durations.isShorter(length, MIN_HISTORY)) {
            throw new IllegalArgumentException(plan.name() + " has " + Counted.of(length.toDays(), "day")
                    + " of history: at least " + MIN_HISTORY.toDays() + " are needed to choose a champion");
        }
        registry.create();
        TrainingLock lock = TrainingLock.take(registry.trainingFolder());
        try {
            return alone(history, progress, now);
        } finally {
            lock.close();
        }
    }

    private Result alone(FeatureWindow history, TrainingProgress progress, Instant now)
            throws InterruptedException, IOException {
        Optional<String> champion = registry.aliases().champion();
        FeatureWindow masked = mask.on(history);
        SimulatedCost costs = new SimulatedCost(setup(masked), planner);
        Trainer.Outcome outcome = new Trainer(plan, progress).train(masked, champion.flatMap(this::load), costs, now);
        outcome.report().notes().forEach(note -> messages.println("note: " + note));
        ChampionGate.Verdict verdict = ChampionGate.decide(
                outcome.report(), List.copyOf(outcome.models().keySet()), costs.costs());
        TrainedModel winner = winner(outcome, verdict, costs.costs());
        ModelCard card = registry.publish(winner);
        boolean promoted = verdict.promoted() && registry.promote(card.version(), champion);
        if (verdict.promoted() && !promoted) {
            messages.println("Another champion was chosen during the training, and stays: " + card.version()
                    + " was not compared with it");
        }
        forgetCheckpoints();
        List<String> deleted = registry.prune();
        if (!deleted.isEmpty()) {
            messages.println("Deleted old versions: " + String.join(", ", deleted));
        }
        return new Result(card, promoted);
    }

    private static TrainedModel winner(
            Trainer.Outcome outcome, ChampionGate.Verdict verdict, Map<String, Double> costs) {
        TrainedModel trained = outcome.models().get(verdict.model());
        if (trained == null) {
            throw new IllegalStateException("no model " + verdict.model() + " was trained");
        }
        return new TrainedModel(
                trained.model(), trained.calibration(), trained.card().decided(costs, verdict.reason()));
    }

    /** One that is refused cannot be compared with, and should be replaced. */
    private Optional<ForecastModel> load(String champion) {
        try {
            return Optional.of(registry.load(champion).model());
        } catch (ModelRefusedException e) {
            messages.println("The champion is refused and takes no part: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Setup setup(FeatureWindow window) {
        RecordedLoad load = new RecordedLoad(plan.name(), plan.zone(), window);
        int trainEnd = plan.trainEnd(window);
        int warmUp = (int) Math.min(WARM_UP_WITH_FORECASTS.dividedBy(window.step()), (window.size() - trainEnd) / 4);
        int before = (int) Math.min(WARM_UP_WITHOUT_FORECASTS.dividedBy(window.step()), trainEnd / 2);
        EvaluationSplit split = new EvaluationSplit(trainEnd, trainEnd - before, trainEnd + warmUp, window.size());
        return new Setup(load, split, options, List.of(), Optional.empty(), plan.seed());
    }

    private void forgetCheckpoints() throws IOException {
        Path folder = registry.trainingFolder();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
