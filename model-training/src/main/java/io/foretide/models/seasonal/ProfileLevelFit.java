package io.foretide.models.seasonal;

import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.NoiseModel;
import io.foretide.training.Validation;
import java.util.List;

/** Fits {@link ProfileLevel}: the transform from the noise before the validation part, the profile by the error on it. */
public final class ProfileLevelFit implements ModelFitter {
    @Override
    public String name() {
        return "profile-level";
    }

    @Override
    public FittedModel fit(FitRequest request) {
        return FittedModel.same(choose(request, new Validation(request)));
    }

    public static ProfileLevel choose(FitRequest request, Validation validation) {
        DemandTransform transform =
                NoiseModel.transform(request.window().column(Features.DEMAND).toArray(), request.validationFrom());
        List<ProfileLevel> candidates = SeasonalProfile.Recipe.all(transform, request.steps()).stream()
                .map(recipe -> new ProfileLevel(request.zone(), recipe))
                .toList();
        return validation.best(candidates);
    }

    /** The same for models that learn beside it: with what the minute of the hour adds, if the error is half a per cent smaller. */
    public static ProfileLevel chooseWithinHour(FitRequest request, Validation validation) {
        ProfileLevel plain = choose(request, validation);
        List<ProfileLevel> candidates = SeasonalProfile.Recipe.all(
                        plain.recipe().transform(), request.steps())
                .stream()
                .filter(recipe -> !recipe.isUnsmoothed())
                .flatMap(recipe -> WithinHourFit.of(request, recipe).map(recipe::with).stream())
                .map(recipe -> new ProfileLevel(request.zone(), recipe))
                .toList();
        if (candidates.isEmpty()) {
            return plain;
        }
        ProfileLevel best = validation.best(candidates);
        return Validation.isWorthMoreInputs(validation.error(best), validation.error(plain)) ? best : plain;
    }
}
