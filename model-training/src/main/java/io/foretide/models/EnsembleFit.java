package io.foretide.models;

import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.NoiseModel;
import java.util.ArrayList;
import java.util.List;

/** Fits {@link Ensemble}: the models that learn and those that only do arithmetic, whatever can be fitted. */
final class EnsembleFit implements ModelFitter {
    /** None is left out because it did badly: it may be the best one tomorrow, when the level has left its past. */
    private static final List<String> MEMBERS =
            List.of("ridge", "xgboost", "holt-winters", "profile-level", "seasonal-naive", "last-value", "mean-15");

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
        List<FittedModel> members = new ArrayList<>();
        for (String name : MEMBERS) {
            try {
                members.add(models.plain(name).fit(request));
            } catch (IllegalArgumentException e) {
                // too little history for this one: the others do without it
            }
        }
        DemandTransform transform =
                NoiseModel.transform(request.window().column(Features.DEMAND).toArray(), request.validationFrom());
        return new FittedModel(
                new Ensemble(members.stream().map(FittedModel::heldOut).toList(), transform),
                new Ensemble(members.stream().map(FittedModel::model).toList(), transform));
    }
}
