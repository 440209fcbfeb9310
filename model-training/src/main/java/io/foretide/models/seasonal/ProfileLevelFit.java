package io.foretide.models.seasonal;

import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.NoiseModel;
import io.foretide.training.Validation;
import java.util.List;
import java.util.Optional;

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

    /** The best profile with what the minute of the hour adds, if its error is half a per cent smaller than that of the best without. */
    public static Optional<SeasonalProfile.Recipe> withinHour(
            FitRequest request, Validation validation, SeasonalProfile.Recipe plain) {
        List<SeasonalProfile.Recipe> smoothed = SeasonalProfile.Recipe.all(plain.transform(), request.steps()).stream()
                .filter(recipe -> !recipe.isUnsmoothed())
                // seasons may begin too late to learn beside
                .filter(recipe -> recipe.seasons().isEmpty() || !plain.seasons().isEmpty())
                .toList();
        List<ProfileLevel> candidates = WithinHourFit.with(request, plain.transform(), smoothed).stream()
                .map(recipe -> new ProfileLevel(request.zone(), recipe))
                .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        ProfileLevel best = validation.best(candidates);
        double without = validation.error(new ProfileLevel(request.zone(), plain));
        return Validation.isWorthMoreInputs(validation.error(best), without)
                ? Optional.of(best.recipe())
                : Optional.empty();
    }
}
