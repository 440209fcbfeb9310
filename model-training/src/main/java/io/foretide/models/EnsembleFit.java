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

/**
 * Fits {@link Ensemble}: its members are the models that learn, and of the others those that lower the error on the validation
 * part.
 */
final class EnsembleFit implements ModelFitter {
    /** A member must save one per cent of the error: smaller gains on a few weeks are chance more often than not. */
    private static final double MAX_ERROR_RATIO_OF_A_MEMBER = 0.99;

    private static final String REFERENCE = "mean-15";
    private static final List<String> LEARNING = List.of("ridge", "xgboost");
    private static final List<String> ARITHMETIC =
            List.of("holt-winters", "profile-level", "seasonal-naive", "last-value", REFERENCE);

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
        List<String> candidates = new ArrayList<>(LEARNING);
        candidates.addAll(ARITHMETIC);
        for (String name : candidates) {
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
        return new Ensemble(
                of(models, REFERENCE),
                members.stream().map(name -> of(models, name)).toList(),
                transform,
                Ensemble.Weighting.DEFAULT);
    }

    private static ForecastModel of(Map<String, ForecastModel> models, String name) {
        ForecastModel model = models.get(name);
        if (model == null) {
            throw new IllegalStateException("no member " + name + " was fitted; there are " + models.keySet());
        }
        return model;
    }

    /** The models that learn, and those of the others that lower the error on the validation part enough to be no accident. */
    private static List<String> chosen(FitRequest request, Map<String, FittedModel> fitted, DemandTransform transform)
            throws InterruptedException {
        Validation validation = new Validation(request);
        Map<String, ForecastModel> candidates = validation.memoized(pick(fitted, true));
        List<String> members = new ArrayList<>(LEARNING);
        members.retainAll(fitted.keySet());
        double smallest = members.isEmpty()
                ? Double.POSITIVE_INFINITY
                : validation.error(ensemble(members, candidates, transform));
        for (String name : ARITHMETIC) {
            if (Thread.interrupted()) {
                throw new InterruptedException("fitting the ensemble was cancelled");
            }
            List<String> more = new ArrayList<>(members);
            more.add(name);
            double error = validation.error(ensemble(more, candidates, transform));
            if (error < smallest * MAX_ERROR_RATIO_OF_A_MEMBER) {
                smallest = error;
                members = more;
            }
        }
        return members;
    }
}
