package io.foretide.models.lstm;

import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.LearningBudget;
import io.foretide.training.ModelFitter;
import io.foretide.training.Validation;
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

    private final LearningBudget budget;

    public SequenceLstmFit(LearningBudget budget) {
        this.budget = budget;
    }

    @Override
    public String name() {
        return SequenceLstm.NAME;
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        Natives.load();
        LstmSettings settings = LstmSettings.defaults(budget.hidden(), request.seed());
        RawSequence.Recipe recipe = RawSequence.Recipe.of(request);
        LstmTraining training = new LstmTraining(budget, request, recipe, settings);
        int[] origins = training.origins(0, request.validationFrom());
        if (origins.length < 2 * LstmTraining.BATCH) {
            throw new IllegalArgumentException(name() + " has " + origins.length + " usable origins before "
                    + request.window().timeAt(request.validationFrom()) + ": at least " + 2 * LstmTraining.BATCH
                    + " are needed"
                    + "\nMaybe ridge or profile-level for a job this young.");
        }
        LstmTraining.Best best = training.best(origins, new Validation(request));
        MultiLayerNetwork further = best.network().clone();
        FusedLstmHelper.install(further);
        if (best.epoch().isPresent()) {
            int epochs = training.epochs(origins.length);
            LearningRate rate = new LearningRate(SHARE_OF_RATE_AT_THE_END * settings.learningRate(), epochs, 1);
            training.epoch(further, training.origins(0, request.trainEnd()), epochs, rate);
        }
        return new FittedModel(new SequenceLstm(recipe, best.network()), new SequenceLstm(recipe, further));
    }
}
