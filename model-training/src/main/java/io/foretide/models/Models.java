package io.foretide.models;

import io.foretide.models.global.ShippedLstm;
import io.foretide.models.recurring.BurstSearch;
import io.foretide.models.recurring.FitBesideBursts;
import io.foretide.models.recurring.RecurringBursts;
import io.foretide.text.InputException;
import io.foretide.training.Effort;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.LearningBudget;
import io.foretide.training.ModelFiles;
import io.foretide.training.ModelFitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every model that can be fitted on any series, by name. Memoized: an object of this class has what it has fitted, so that a
 * model made of others need not fit them again; not thread-safe.
 */
public final class Models {
    private final List<ModelFitter> fitters;
    private final List<ModelFitter> more;
    private final Optional<Path> checkpoints;
    private final LearningBudget budget;
    private final Map<String, Fit> fits = new HashMap<>();
    private Optional<Search> newestSearch = Optional.empty();

    /** Newest fit of a name. */
    private record Fit(FitRequest request, FittedModel fitted) {}

    /** Newest search for bursts. */
    private record Search(FitRequest request, Optional<BurstSearch.Found> found) {}

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
        this(LearningBudget.of(Effort.QUICK), Optional.empty(), more);
    }

    /** Models that learn as much as that. */
    public Models(LearningBudget budget) {
        this(budget, Optional.empty(), List.of());
    }

    private Models(LearningBudget budget, Optional<Path> checkpoints, List<ModelFitter> more) {
        this.budget = budget;
        this.checkpoints = checkpoints;
        this.more = List.copyOf(more);
        fitters = Stream.concat(
                        Families.all().stream().map(family -> family.fitter().apply(this)), more.stream())
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
        return new Models(LearningBudget.of(effort), Optional.of(checkpoints), more);
    }

    /** The names, simplest first, those of jars last. */
    public static List<String> names() {
        return Families.all().stream().map(Family::name).toList();
    }

    /** Amount that they learn. */
    LearningBudget budget() {
        return budget;
    }

    /**
     * The fitter of a name, which knows of recurring bursts if it fits anything; asked for the same fit again it gives the one it has.
     *
     * @throws InputException if there is none of that name; the message lists those there are
     */
    public ModelFitter fitter(String name) {
        ModelFitter plain = plain(name);
        boolean learning = Families.all().stream()
                .anyMatch(family -> family.learning() && family.name().equals(name));
        return learning ? new FitBesideBursts(plain, this::bursts) : plain;
    }

    /** The bursts of a request, searched for once for all models. */
    public Optional<BurstSearch.Found> bursts(FitRequest requested) {
        FitRequest request = requested.withoutCheckpoints();
        Search search = newestSearch
                .filter(newest -> newest.request.equals(request))
                .orElseGet(() -> new Search(request, BurstSearch.in(request)));
        newestSearch = Optional.of(search);
        return search.found;
    }

    /** The fitter of a name that is given a series without bursts, if it has any. */
    ModelFitter plain(String name) {
        return new MemoizedFitter(fitters.stream()
                .filter(fitter -> fitter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no model '" + name + "'; there are "
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
     * The fitter of a name, which keeps nothing of what it has fitted.
     *
     * @throws InputException if there is none; the message lists those there are
     */
    public static ModelFitter named(String name) {
        return new Named(new Models().fitter(name).name());
    }

    /** Gives the network that all jobs share, as it ships: for a job of any age, in no time. */
    public static ModelFitter asItShips() {
        return new ShippedLstm();
    }

    private record Named(String name) implements ModelFitter {
        @Override
        public FittedModel fit(FitRequest request) throws InterruptedException {
            return new Models().fitter(name).fit(request);
        }
    }

    /**
     * Reads a model that was saved, whatever it is. Only for files whose checksums were verified.
     *
     * @throws IOException if the files hold no model of this version of Foretide
     */
    public static ForecastModel load(ModelFiles files) throws IOException {
        String kind = files.kind();
        if (kind.equals(RecurringBursts.KIND)) {
            return RecurringBursts.load(files, Models::load);
        }
        return Families.all().stream()
                .filter(family -> family.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IOException("a model of kind '" + kind + "': " + names() + " are known"))
                .reader()
                .load(files);
    }
}
