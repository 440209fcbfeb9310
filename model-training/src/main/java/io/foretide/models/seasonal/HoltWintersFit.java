package io.foretide.models.seasonal;

import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.NoiseModel;
import io.foretide.training.Validation;
import java.util.ArrayList;
import java.util.List;

/** Fits {@link HoltWinters}: its smoothing, trend and season are those with the smallest error on the validation part. */
public final class HoltWintersFit implements ModelFitter {
    private static final double DAMPING = 0.9;

    @Override
    public String name() {
        return "holt-winters";
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        Validation validation = new Validation(request);
        DemandTransform transform =
                NoiseModel.transform(request.window().column(Features.DEMAND).toArray(), request.validationFrom());
        HoltWinters.Recipe best = new HoltWinters.Recipe(transform, 0.3, 0, DAMPING, 0.05, 0);
        double smallest = validation.error(new HoltWinters(request.zone(), best));
        for (int round = 0; round < 5; round++) {
            for (HoltWinters.Recipe candidate : candidates(best, round)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("fitting holt-winters was cancelled");
                }
                double error = validation.error(new HoltWinters(request.zone(), candidate));
                if (error < smallest) {
                    smallest = error;
                    best = candidate;
                }
            }
        }
        return FittedModel.same(new HoltWinters(request.zone(), best));
    }

    /** One state after the other, the level again once the season is known. */
    private static List<HoltWinters.Recipe> candidates(HoltWinters.Recipe from, int round) {
        List<HoltWinters.Recipe> candidates = new ArrayList<>();
        switch (round) {
            case 1 -> {
                for (int days : new int[] {1, 7}) {
                    candidates.add(with(from, from.level(), from.trend(), from.season(), days));
                }
            }
            case 2 -> {
                for (double season : new double[] {0.01, 0.02, 0.1, 0.2}) {
                    candidates.add(with(from, from.level(), from.trend(), season, from.days()));
                }
            }
            case 4 -> {
                for (double trend : new double[] {0.01, 0.03, 0.1, 0.2}) {
                    candidates.add(with(from, from.level(), trend, from.season(), from.days()));
                }
            }
            default -> {
                for (double level : new double[] {0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1}) {
                    candidates.add(with(from, level, from.trend(), from.season(), from.days()));
                }
            }
        }
        return candidates;
    }

    private static HoltWinters.Recipe with(
            HoltWinters.Recipe from, double level, double trend, double season, int days) {
        return new HoltWinters.Recipe(from.transform(), level, trend, DAMPING, season, days);
    }
}
