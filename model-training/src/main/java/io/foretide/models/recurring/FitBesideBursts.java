package io.foretide.models.recurring;

import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fits a model on a series without its recurring bursts, if it has some.
 *
 * @param fitter of the model
 * @param search finds the bursts of a request
 */
public record FitBesideBursts(ModelFitter fitter, Function<FitRequest, Optional<BurstSearch.Found>> search)
        implements ModelFitter {
    @Override
    public String name() {
        return fitter.name();
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        Optional<BurstSearch.Found> found = search.apply(request);
        if (found.isEmpty()) {
            return fitter.fit(request);
        }
        BurstCourse course = found.get().course();
        FittedModel plain = fitter.fit(found.get().request());
        RecurringBursts model = new RecurringBursts(course, plain.model());
        return plain.heldOut() == plain.model()
                ? FittedModel.same(model)
                : new FittedModel(new RecurringBursts(course, plain.heldOut()), model);
    }
}
