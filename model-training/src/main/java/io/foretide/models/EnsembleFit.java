package io.foretide.models;

import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.NoiseModel;
import io.foretide.training.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Fits {@link Ensemble}: its members are the models that learn and the naive ones, as far as they can be fitted, and of the seasonal
 * ones those that lower the error on the validation part.
 */
final class EnsembleFit implements ModelFitter {
    /** A member must save one per cent of the error: smaller gains on a few weeks are chance more often than not. */
    private static final double MAX_ERROR_RATIO_OF_A_MEMBER = 0.99;

    private static final List<String> LEARNING = List.of("ridge", "xgboost");

    /** None is left out because it did badly: it may be the best one tomorrow, when the level has left its past. */
    private static final List<String> NAIVE = List.of("seasonal-naive", "last-value", "mean-15");

    private static final List<String> SEASONAL = List.of("holt-winters", "profile-level");

    private final Models models;

    /** Members are fitted by {@code models}, which may have fitted them before. */
    EnsembleFit(Models models) {
        this.models = models;
    }

    @Override
    public String name() {
        return Ensemble.NAME;
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        Map<String, FittedModel> fitted = new LinkedHashMap<>();
        for (String name :
                Stream.of(LEARNING, NAIVE, SEASONAL).flatMap(List::stream).toList()) {
            try {
                fitted.put(name, models.plain(name).fit(request));
            } catch (IllegalArgumentException e) {
                // too little history for this one: the others do without it
            }
        }
        DemandTransform transform =
                NoiseModel.transform(request.window().column(Features.DEMAND).toArray(), request.validationFrom());
        List<String> members = chosen(request, fitted, transform);
        return new FittedModel(
                ensemble(members, pick(fitted, true), transform), ensemble(members, pick(fitted, false), transform));
    }

    private static Map<String, ForecastModel> pick(Map<String, FittedModel> fitted, boolean heldOut) {
        Map<String, ForecastModel> models = new LinkedHashMap<>();
        fitted.forEach((name, both) -> models.put(name, heldOut ? both.heldOut() : both.model()));
        return models;
    }

    private static Ensemble ensemble(
            List<String> members, Map<String, ForecastModel> models, DemandTransform transform) {
        return new Ensemble(members.stream().map(name -> of(models, name)).toList(), transform);
    }

    private static ForecastModel of(Map<String, ForecastModel> models, String name) {
        ForecastModel model = models.get(name);
        if (model == null) {
            throw new IllegalStateException("no member " + name + " was fitted; there are " + models.keySet());
        }
        return model;
    }

    /** All but the seasonal models, and those of them that lower the error on the validation part enough to be no accident. */
    private static List<String> chosen(FitRequest request, Map<String, FittedModel> fitted, DemandTransform transform)
            throws InterruptedException {
        Validation validation = new Validation(request);
        Map<String, ForecastModel> candidates = validation.memoized(pick(fitted, true));
        List<String> members = new ArrayList<>(fitted.keySet());
        members.removeAll(SEASONAL);
        double smallest = validation.error(ensemble(members, candidates, transform));
        for (String name : SEASONAL) {
            if (Thread.interrupted()) {
                throw new InterruptedException("fitting the ensemble was cancelled");
            }
            if (fitted.containsKey(name)) {
                List<String> more = new ArrayList<>(members);
                more.add(name);
                double error = validation.error(ensemble(more, candidates, transform));
                if (error < smallest * MAX_ERROR_RATIO_OF_A_MEMBER) {
                    smallest = error;
                    members = more;
                }
            }
        }
        return members;
    }
}
