package io.foretide.models.lstm;

import io.foretide.models.linear.Ridge;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.LearningBudget;
import io.foretide.training.ModelFitter;
import io.foretide.training.Validation;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Fits {@link SequenceLstm} in bounded time: some tens of thousands of origins, spread over the training part, in as many epochs
 * as that allows; the epoch with the smallest error on the validation part is kept, or none. Then it goes on for one epoch over all of
 * the training part.
 *
 * <p>The same seed and data give the same model, bit by bit. Sets the random numbers of ND4J of the thread.
 */
public final class SequenceLstmFit implements ModelFitter {
    private static final double SHARE_OF_RATE_AT_THE_END = 0.3;

    private final String name;
    private final Optional<Supplier<ModelFitter>> beyond;
    private final LearningBudget budget;

    private SequenceLstmFit(String name, Optional<Supplier<ModelFitter>> beyond, LearningBudget budget) {
        this.name = name;
        this.beyond = beyond;
        this.budget = budget;
    }

    /** The LSTM on what a series does beyond a ridge regression, which {@code ridge} fits or has fitted. */
    public static SequenceLstmFit residual(Supplier<ModelFitter> ridge, LearningBudget budget) {
        return new SequenceLstmFit(SequenceLstm.RESIDUAL, Optional.of(ridge), budget);
    }

    /** The LSTM on standardised demand, as in the reference design; for comparison. */
    public static SequenceLstmFit raw(LearningBudget budget) {
        return new SequenceLstmFit(SequenceLstm.RAW, Optional.empty(), budget);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        Natives.load();
        LstmSettings settings = LstmSettings.defaults(budget.hidden(), request.seed());
        Recipes recipes = recipes(request);
        LstmTraining training = new LstmTraining(name, budget, request, recipes.heldOut(), settings);
        int[] origins = training.origins(0, request.validationFrom());
        if (origins.length < 2 * LstmTraining.BATCH) {
            throw new IllegalArgumentException(name + " has " + origins.length + " usable origins before "
                    + request.window().timeAt(request.validationFrom()) + ": at least " + 2 * LstmTraining.BATCH
                    + " are needed"
                    + "\nMaybe ridge or profile-level for a job this young.");
        }
        LstmTraining.Best best = training.best(origins, new Validation(request));
        MultiLayerNetwork further = best.network().clone();
        FusedLstmHelper.install(further);
        if (best.epoch().isPresent()) {
            LstmTraining onAll = new LstmTraining(name, budget, request, recipes.all(), settings);
            int epochs = training.epochs(origins.length);
            LearningRate rate = new LearningRate(SHARE_OF_RATE_AT_THE_END * settings.learningRate(), epochs, 1);
            onAll.epoch(further, onAll.origins(0, request.trainEnd()), epochs, rate);
        }
        return new FittedModel(
                new SequenceLstm(name, recipes.heldOut(), best.network()),
                new SequenceLstm(name, recipes.all(), further));
    }

    /** Inputs of the network while it is held out, and in the end. */
    private record Recipes(Sequence.Recipe heldOut, Sequence.Recipe all) {}

    private Recipes recipes(FitRequest request) throws InterruptedException {
        if (beyond.isEmpty()) {
            Sequence.Recipe recipe = RawSequence.Recipe.of(request);
            return new Recipes(recipe, recipe);
        }
        FittedModel fitted = beyond.get().get().fit(request);
        if (fitted.heldOut() instanceof Ridge heldOut && fitted.model() instanceof Ridge all) {
            return new Recipes(
                    ResidualSequence.Recipe.of(request, heldOut.recipe()),
                    ResidualSequence.Recipe.of(request, all.recipe()));
        }
        throw new IllegalStateException(Ridge.NAME + " fits a " + fitted.model().name());
    }
}
