package io.foretide.models;

import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFamily;
import io.foretide.training.ModelFiles;
import io.foretide.training.ModelFitter;
import java.io.IOException;
import java.util.function.Function;

/**
 * The models of one name.
 *
 * @param kind of its saved models; several names may share one
 * @param fitter for a set of models, which a model made of others takes its parts from
 * @param reader of a saved model of the kind
 * @param learning whether something is fitted, which recurring bursts are taken out for
 */
record Family(String name, String kind, Function<Models, ModelFitter> fitter, Reader reader, boolean learning) {
    /** Reads what a model has saved. */
    @FunctionalInterface
    interface Reader {
        ForecastModel load(ModelFiles files) throws IOException;
    }

    /** A model that needs no others. */
    static Family of(ModelFitter fitter, Reader reader) {
        return new Family(fitter.name(), fitter.name(), models -> fitter, reader, true);
    }

    /** A model that a jar brings. */
    static Family of(ModelFamily family) {
        return new Family(family.name(), family.name(), models -> family, family::load, false);
    }

    /** A model in which there is nothing to fit. */
    static Family untrained(String name, String kind, Function<FitRequest, ForecastModel> making, Reader reader) {
        ModelFitter fitter = new Untrained(name, making);
        return new Family(name, kind, models -> fitter, reader, false);
    }

    private record Untrained(String name, Function<FitRequest, ForecastModel> making) implements ModelFitter {
        @Override
        public FittedModel fit(FitRequest request) {
            return FittedModel.same(making.apply(request));
        }
    }
}
