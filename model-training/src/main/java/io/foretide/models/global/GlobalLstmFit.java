package io.foretide.models.global;

import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.lstm.LearningRate;
import io.foretide.models.lstm.Natives;
import io.foretide.series.FeatureWindow;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.LearningBudget;
import io.foretide.training.ModelFitter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the shared network that of a job: with a head that learned the job as long as its error on the validation part fell, with a regression's
 * forecast among its candidates and with the job's own features, mixed at last with regression and trees as the validation part says. A job too
 * young to learn from gets the network as it ships. The same seed and data give the same model, bit by bit.
 */
public final class GlobalLstmFit implements ModelFitter {
    private static final double LEARNING_RATE = 2e-4;
    private static final double SHARE_OF_RATE_AT_THE_END = 0.3;
    private static final int EPOCHS = 10;
    private static final int VALIDATED = 1500;

    /** Logits of the regression's forecast to begin with: hardly any part of the mixture to nearly all of it. */
    private static final int[] TRUSTS = {0, 2, 4, 6, 9};

    private final Supplier<GlobalNetwork> shipped;
    private final Supplier<List<ModelFitter>> others;
    private final LearningBudget budget;

    /** @param others models to mix with, a regression first */
    public GlobalLstmFit(Supplier<GlobalNetwork> shipped, Supplier<List<ModelFitter>> others, LearningBudget budget) {
        this.shipped = shipped;
        this.others = others;
        this.budget = budget;
    }

    @Override
    public String name() {
        return GlobalLstm.NAME;
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        Natives.load();
        GlobalNetwork network = shipped.get();
        List<FittedModel> fitted = new ArrayList<>();
        for (ModelFitter other : others.get()) {
            try {
                fitted.add(other.fit(request));
            } catch (IllegalArgumentException e) {
                return FittedModel.same(GlobalLstm.asItShips(request.zone(), network)); // too young to learn from
            }
        }
        ExogenousInputs exogenous = ExogenousInputs.of(request.window(), request.validationFrom());
        return new Fit(request, exogenous, network, fitted).fitted();
    }

    /** One fit of a job that is old enough. */
    private final class Fit {
        private final FitRequest request;
        private final ExogenousInputs exogenous;
        private final GlobalNetwork shipped;
        private final List<ForecastModel> heldOut;
        private final List<ForecastModel> served;
        private final FeatureWindow window;

        Fit(FitRequest request, ExogenousInputs exogenous, GlobalNetwork shipped, List<FittedModel> others) {
            this.request = request;
            this.exogenous = exogenous;
            this.shipped = shipped;
            heldOut = others.stream().map(FittedModel::heldOut).toList();
            served = others.stream().map(FittedModel::model).toList();
            window = request.window().slice(0, request.trainEnd());
        }

        FittedModel fitted() throws InterruptedException {
            JobWindows before = windows(heldOut.subList(0, 1), 0, request.validationFrom(), mostWindows());
            if (before.size() < 2 * HeadTraining.BATCH) {
                return FittedModel.same(GlobalLstm.asItShips(request.zone(), shipped));
            }
            JobWindows validation = windows(heldOut, request.validationFrom(), request.trainEnd(), VALIDATED);
            GlobalNetwork network = begun(validation);
            HeadTraining training = new HeadTraining(before, request.seed(), request.progress());
            LearningRate rate = new LearningRate(LEARNING_RATE, 0, EPOCHS);
            double smallest = validation.loss(network);
            int best = -1;
            INDArray weights = network.head().params().dup();
            for (int epoch = 0; epoch < EPOCHS && epoch - best <= budget.patience(); epoch++) {
                training.epoch(network, epoch, rate);
                double loss = validation.loss(network);
                if (loss < smallest) {
                    smallest = loss;
                    best = epoch;
                    weights = network.head().params().dup();
                }
            }
            network.head().setParams(weights);
            Shares shares = validation.shares(network);
            return new FittedModel(model(network, heldOut, shares), model(further(network, best), served, shares));
        }

        /** Goes on for one epoch over all of the training part. */
        private GlobalNetwork further(GlobalNetwork network, int best) throws InterruptedException {
            GlobalNetwork further = network.withCopyOfHead();
            if (best >= 0) {
                JobWindows all = windows(served.subList(0, 1), 0, request.trainEnd(), mostWindows());
                new HeadTraining(all, request.seed() + 1, request.progress())
                        .epoch(
                                further,
                                best + 1,
                                new LearningRate(SHARE_OF_RATE_AT_THE_END * LEARNING_RATE, best + 1, 1));
            }
            return further;
        }

        /** The shared network with a head that takes the job's inputs, and trusts the regression as much as it should by the validation part. */
        private GlobalNetwork begun(JobWindows validation) {
            int own = inputs(List.of()).own();
            GlobalNetwork best = shipped.withHeadFor(own, LEARNING_RATE);
            double smallest = Double.POSITIVE_INFINITY;
            for (int trust : TRUSTS) {
                GlobalNetwork next = shipped.withHeadFor(own, LEARNING_RATE);
                next.trustMember(trust);
                double loss = validation.loss(next);
                if (loss < smallest) {
                    smallest = loss;
                    best = next;
                }
            }
            return best;
        }

        private JobInputs inputs(List<ForecastModel> beside) {
            return new JobInputs(window, request.zone(), exogenous, beside);
        }

        private JobWindows windows(List<ForecastModel> beside, int from, int to, int most) {
            return new JobWindows(window, inputs(beside), new JobWindows.Range(from, to, most), shipped);
        }

        private int mostWindows() {
            return budget.maxSteps() / LoadWindow.STEPS;
        }

        private GlobalLstm model(GlobalNetwork network, List<ForecastModel> beside, Shares shares) {
            return GlobalLstm.of(request, exogenous, network, new GlobalLstm.Beside(beside, shares).used());
        }
    }
}
