package io.foretide.models;

import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFitter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every model that can be fitted on any series, by name. An object of this class remembers what it has fitted, so that a model
 * made of others need not fit them again; not thread-safe.
 */
public final class Models {
    private static final List<ModelFitter> SINGLE = List.of(
            new Untrained("last-value", request -> new LastValue()),
            new Untrained("mean-15", request -> new Mean15()),
            new Untrained("seasonal-naive-day", request -> SeasonalNaive.day(request.zone())),
            new Untrained("seasonal-naive-week", request -> SeasonalNaive.week(request.zone())),
            new Untrained("seasonal-naive", Models::betterSeason),
            new ProfileLevelFit(),
            new HoltWintersFit(),
            new RidgeFit(),
            new BoostingFit(),
            SequenceLstmFit.residual(SequenceLstmFit.Effort.USUAL),
            SequenceLstmFit.raw(SequenceLstmFit.Effort.USUAL));

    private final EnsembleFit ensemble = new EnsembleFit(this);
    private final Map<String, Fit> fits = new HashMap<>();

    /** What was fitted last by a name. */
    private record Fit(FitRequest request, FittedModel fitted) {}

    /** The names, simplest first. */
    public static List<String> names() {
        return Stream.concat(SINGLE.stream().map(ModelFitter::name), Stream.of(Ensemble.NAME))
                .toList();
    }

    /**
     * The fitter of a name; asked for the same fit again it gives the one it has.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public ModelFitter fitter(String name) {
        return new Remembering(made(name));
    }

    private final class Remembering implements ModelFitter {
        private final ModelFitter fitter;

        Remembering(ModelFitter fitter) {
            this.fitter = fitter;
        }

        @Override
        public String name() {
            return fitter.name();
        }

        @Override
        public FittedModel fit(FitRequest request) throws InterruptedException {
            Fit known = fits.get(name());
            if (known == null || !known.request.equals(request)) {
                known = new Fit(request, fitter.fit(request));
                fits.put(name(), known);
            }
            return known.fitted;
        }
    }

    /**
     * The fitter of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static ModelFitter named(String name) {
        return new Models().made(name);
    }

    private ModelFitter made(String name) {
        return Stream.concat(SINGLE.stream(), Stream.of(ensemble))
                .filter(fitter -> fitter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no model '" + name + "'; there are " + String.join(", ", names())));
    }

    private static ForecastModel betterSeason(FitRequest request) {
        return new Validation(request)
                .best(List.of(SeasonalNaive.day(request.zone()), SeasonalNaive.week(request.zone())));
    }

    /** A model in which there is nothing to fit. */
    private record Untrained(String name, Function<FitRequest, ForecastModel> make) implements ModelFitter {
        @Override
        public FittedModel fit(FitRequest request) {
            return FittedModel.same(make.apply(request));
        }
    }
}
