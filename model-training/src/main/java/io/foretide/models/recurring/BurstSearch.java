package io.foretide.models.recurring;

import io.foretide.models.seasonal.ProfileLevelFit;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import io.foretide.training.NoiseModel;
import io.foretide.training.Validation;
import java.util.Optional;

/**
 * Finds out whether the bursts of a series recur, and how: by whichever course the simplest model of a season errs at least half a
 * per cent less on the validation part; by none if it does not. Stateless.
 */
public final class BurstSearch {
    private BurstSearch() {}

    /**
     * What was found.
     *
     * @param course of the bursts
     * @param request the series without them
     */
    public record Found(BurstCourse course, FitRequest request) {}

    /** The course that saves the most, if it saves enough. */
    public static Optional<Found> in(FitRequest request) {
        Validation validation = new Validation(request);
        Optional<Found> best = Optional.empty();
        double smallest = Double.NaN;
        for (BurstCourse.Kind kind : BurstCourse.Kind.values()) {
            BurstCourse course = course(kind, request);
            double[] factors = course.factors(request.window());
            if (hasBurst(factors, request.validationFrom(), request.trainEnd())) {
                if (Double.isNaN(smallest)) {
                    smallest = validation.error(ProfileLevelFit.choose(request, validation));
                }
                FitRequest without = request.on(BurstCourse.without(factors, request.window()));
                double error = validation.error(
                        new RecurringBursts(course, ProfileLevelFit.choose(without, new Validation(without))));
                if (Validation.isWorthMoreInputs(error, smallest)) {
                    smallest = error;
                    best = Optional.of(new Found(course, without));
                }
            }
        }
        return best;
    }

    /** The noise of the demand itself is that of its bursts, so it is measured once more without them. */
    private static BurstCourse course(BurstCourse.Kind kind, FitRequest request) {
        FeatureWindow window = request.window();
        int to = request.validationFrom();
        BurstCourse first = BurstCourse.of(kind, request.zone(), noise(window, to), window, to);
        FeatureWindow without = BurstCourse.without(first.factors(window), window);
        return BurstCourse.of(kind, request.zone(), noise(without, to), window, to);
    }

    private static DemandTransform noise(FeatureWindow window, int to) {
        return NoiseModel.transform(window.column(Features.DEMAND).toArray(), to);
    }

    private static boolean hasBurst(double[] factors, int from, int to) {
        for (int i = from; i < to; i++) {
            if (factors[i] != 1) {
                return true;
            }
        }
        return false;
    }
}
