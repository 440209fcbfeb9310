package io.foretide.models;

import io.foretide.models.linear.Ridge;
import io.foretide.models.linear.RidgeFit;
import io.foretide.models.lstm.RawSequence;
import io.foretide.models.lstm.ResidualSequence;
import io.foretide.models.lstm.SequenceLstm;
import io.foretide.models.lstm.SequenceLstmFit;
import io.foretide.models.naive.FlatForecast;
import io.foretide.models.naive.SeasonalNaive;
import io.foretide.models.seasonal.HoltWinters;
import io.foretide.models.seasonal.HoltWintersFit;
import io.foretide.models.seasonal.ProfileLevel;
import io.foretide.models.seasonal.ProfileLevelFit;
import io.foretide.models.trees.Boosting;
import io.foretide.models.trees.BoostingFit;
import io.foretide.training.Effort;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.ModelFitter;
import io.foretide.training.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every model that can be fitted on any series, by name. Memoized: an object of this class has what it has fitted, so that a model
 * made of others need not fit them again; not thread-safe.
 */
public final class Models {
    private static final String SEASONAL_NAIVE = "seasonal-naive";
    private static final List<ModelFitter> ARITHMETIC = List.of(
            new Untrained(FlatForecast.LAST_VALUE, request -> FlatForecast.lastValue()),
            new Untrained(FlatForecast.MEAN_15, request -> FlatForecast.mean15()),
            new Untrained("seasonal-naive-day", request -> SeasonalNaive.day(request.zone())),
            new Untrained("seasonal-naive-week", request -> SeasonalNaive.week(request.zone())),
            new Untrained(SEASONAL_NAIVE, Models::betterSeason),
            new ProfileLevelFit(),
            new HoltWintersFit(),
            new RidgeFit(),
            new BoostingFit());

    private final List<ModelFitter> fitters;
    private final List<ModelFitter> more;
    private final Optional<Path> checkpoints;
    private final Map<String, Fit> fits = new HashMap<>();

    /** What was fitted last by a name. */
    private record Fit(FitRequest request, FittedModel fitted) {}

    /** Models with networks that learn for a minute, as in a backtest of many. */
    public Models() {
        this(List.of());
    }

    /**
     * The same and further ones.
     *
     * @param more models of other names
     */
    public Models(List<ModelFitter> more) {
        this(SequenceLstmFit.Budget.of(Effort.QUICK), Optional.empty(), more);
    }

    /** Models with networks that learn as much as that. */
    public Models(SequenceLstmFit.Budget budget) {
        this(budget, Optional.empty(), List.of());
    }

    private Models(SequenceLstmFit.Budget budget, Optional<Path> checkpoints, List<ModelFitter> more) {
        this.checkpoints = checkpoints;
        this.more = List.copyOf(more);
        fitters = Stream.of(
                        ARITHMETIC.stream(),
                        Stream.of(
                                SequenceLstmFit.residual(() -> fitter(Ridge.NAME), budget),
                                SequenceLstmFit.raw(budget),
                                new EnsembleFit(this)),
                        more.stream())
                .flatMap(stream -> stream)
                .toList();
    }

    /**
     * Models as they are trained to serve.
     *
     * @param effort how long networks learn
     * @param checkpoints a folder for one series, split and seed: a fit that is found there is not made again
     * @param more further models to choose from, which are not kept there
     */
    public static Models toServe(Effort effort, Path checkpoints, List<ModelFitter> more) {
        return new Models(SequenceLstmFit.Budget.of(effort), Optional.of(checkpoints), more);
    }

    /** The names, simplest first. */
    public static List<String> names() {
        return new Models().fitters.stream().map(ModelFitter::name).toList();
    }

    /**
     * The fitter of a name; asked for the same fit again it gives the one it has.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public ModelFitter fitter(String name) {
        return new MemoizedFitter(fitters.stream()
                .filter(fitter -> fitter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no model '" + name + "'; there are "
                        + String.join(
                                ", ", fitters.stream().map(ModelFitter::name).toList()))));
    }

    private final class MemoizedFitter implements ModelFitter {
        private final ModelFitter fitter;

        MemoizedFitter(ModelFitter fitter) {
            this.fitter = fitter;
        }

        @Override
        public String name() {
            return fitter.name();
        }

        @Override
        public FittedModel fit(FitRequest requested) throws InterruptedException {
            FitRequest request = requested.withoutCheckpoints();
            Fit fit = fits.get(name());
            if (fit == null || !fit.request.equals(request)) {
                fit = new Fit(request, fitted(request));
                fits.put(name(), fit);
            }
            return fit.fitted;
        }

        private FittedModel fitted(FitRequest request) throws InterruptedException {
            return checkpoints.isPresent() && !more.contains(fitter)
                    ? new FitCheckpoint(checkpoints.get(), name()).fit(fitter, request)
                    : fitter.fit(request);
        }
    }

    /**
     * The fitter of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static ModelFitter named(String name) {
        return new Models().fitter(name);
    }

    /**
     * Reads a model that was saved, whatever it is. Only for files whose checksums were verified.
     *
     * @throws IOException if the files hold no model of this version of Foretide
     */
    public static ForecastModel load(ModelFiles files) throws IOException {
        String kind = files.kind();
        return switch (kind) {
            case FlatForecast.LAST_VALUE -> FlatForecast.lastValue();
            case FlatForecast.MEAN_15 -> FlatForecast.mean15();
            case SeasonalNaive.KIND -> files.numbers(SeasonalNaive.class);
            case ProfileLevel.NAME -> files.numbers(ProfileLevel.class);
            case HoltWinters.NAME -> files.numbers(HoltWinters.class);
            case Ridge.NAME -> Ridge.load(files);
            case Boosting.NAME -> Boosting.load(files);
            case Ensemble.NAME -> Ensemble.load(files);
            case SequenceLstm.RESIDUAL -> SequenceLstm.load(kind, ResidualSequence.Recipe.class, files);
            case SequenceLstm.RAW -> SequenceLstm.load(kind, RawSequence.Recipe.class, files);
            default -> throw new IOException("a model of kind '" + kind + "': " + names() + " are known");
        };
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
