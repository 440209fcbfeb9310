package io.foretide.models.linear;

import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.seasonal.ProfileLevelFit;
import io.foretide.models.seasonal.SeasonalProfile;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.Validation;
import java.util.Optional;

/**
 * Fits {@link Ridge}: the seasonal profile that profile-level chose, one pass over the rows, and the penalty with the smallest
 * error on the validation part. A penalty of 100 is close to profile and level alone, so that is what it can fall back to.
 * The minute of the hour and measured features go in if the error there is at least half a per cent smaller with them.
 */
public final class RidgeFit implements ModelFitter {
    private static final double[] PENALTIES = {1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1, 3, 100};
    private static final int MAX_ROWS = 200_000;
    private static final int MIN_ROWS = 50;

    @Override
    public String name() {
        return "ridge";
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        Validation validation = new Validation(request);
        SeasonalProfile.Recipe recipe =
                ProfileLevelFit.choose(request, validation).recipe();
        ExogenousInputs exogenous = ExogenousInputs.of(request.window(), request.validationFrom());
        Rows rows = new Rows(request, recipe, exogenous.withoutMeasured());
        NormalEquations before = rows.gather(0, request.validationFrom());
        if (before.rows() < MIN_ROWS) {
            // the profile begins too late to learn beside it
            recipe = SeasonalProfile.Recipe.flat(recipe.transform());
            rows = new Rows(request, recipe, exogenous.withoutMeasured());
            before = rows.gather(0, request.validationFrom());
        }
        if (before.rows() < MIN_ROWS) {
            throw new IllegalArgumentException("ridge has " + before.rows() + " usable steps to fit on before "
                    + request.window().timeAt(request.validationFrom()) + ": at least " + MIN_ROWS
                    + " are needed\nMaybe profile-level or mean-15 for a job this young.");
        }
        Candidate best = best(validation, rows, before);
        Optional<SeasonalProfile.Recipe> withinHour = ProfileLevelFit.withinHour(request, validation, recipe);
        if (withinHour.isPresent()) {
            best = better(validation, best, new Rows(request, withinHour.get(), exogenous.withoutMeasured()));
        }
        if (!exogenous.measured().isEmpty()) {
            best = better(validation, best, new Rows(request, best.rows.recipe, exogenous));
        }
        Ridge heldOut = best.rows.model(best.before, best.penalty);
        NormalEquations all = best.rows.gather(request.validationFrom(), request.trainEnd());
        all.add(best.before);
        return new FittedModel(heldOut, best.rows.model(all, best.penalty));
    }

    /** A penalty and its error on the validation part. */
    private record Candidate(Rows rows, NormalEquations before, double penalty, double error) {}

    /** The best of rows that say more, if they are worth it. */
    private static Candidate better(Validation validation, Candidate simpler, Rows more) throws InterruptedException {
        Candidate candidate = best(validation, more, more.gather(0, simpler.rows.request.validationFrom()));
        return Validation.isWorthMoreInputs(candidate.error, simpler.error) ? candidate : simpler;
    }

    private static Candidate best(Validation validation, Rows rows, NormalEquations before) {
        double best = PENALTIES[0];
        double smallest = Double.POSITIVE_INFINITY;
        for (double penalty : PENALTIES) {
            double error = validation.error(rows.model(before, penalty));
            if (error < smallest) {
                smallest = error;
                best = penalty;
            }
        }
        return new Candidate(rows, before, best, smallest);
    }

    /** Standardised rows, gathered into normal equations. */
    private static final class Rows {
        private final FitRequest request;
        private final SeasonalProfile.Recipe recipe;
        private final ExogenousInputs exogenous;
        private final DeviationRows rows;
        private final int stride;
        private final double[] mean;
        private final double[] deviation;
        private double largest;

        Rows(FitRequest request, SeasonalProfile.Recipe recipe, ExogenousInputs exogenous) {
            this.request = request;
            this.recipe = recipe;
            this.exogenous = exogenous;
            rows = new DeviationRows(request, recipe, exogenous);
            stride = 1 + request.trainEnd() / MAX_ROWS;
            mean = new double[rows.inputs()];
            deviation = new double[rows.inputs()];
            measure();
        }

        /** Means and deviations of the inputs, from every seventh row before the validation part. */
        private void measure() {
            double[] x = new double[rows.inputs()];
            double[] y = new double[rows.outputs()];
            int count = 0;
            for (int origin = 0; origin <= rows.lastBefore(request.validationFrom()); origin += 7 * stride) {
                if (rows.write(origin, x, y)) {
                    count++;
                    for (int i = 0; i < x.length; i++) {
                        double before = x[i] - mean[i];
                        mean[i] += before / count;
                        deviation[i] += before * (x[i] - mean[i]);
                    }
                }
            }
            for (int i = 0; i < x.length; i++) {
                double value = Math.sqrt(deviation[i] / Math.max(1, count));
                deviation[i] = value > 1e-9 * Math.max(1, Math.abs(mean[i])) ? value : 0;
            }
        }

        NormalEquations gather(int from, int to) throws InterruptedException {
            NormalEquations equations = new NormalEquations(rows.inputs(), rows.outputs());
            double[] x = new double[rows.inputs()];
            double[] y = new double[rows.outputs()];
            long start = System.nanoTime();
            for (int origin = from; origin <= rows.lastBefore(to); origin += stride) {
                if (rows.write(origin, x, y)) {
                    RidgeWeights.standardise(x, mean, deviation);
                    equations.add(x, y);
                    for (double value : y) {
                        largest = Math.max(largest, Math.abs(value));
                    }
                }
                if ((origin - from) / stride % 10_000 == 0) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("fitting ridge was cancelled");
                    }
                    request.progress().report("ridge", origin - from, to - from, start);
                }
            }
            return equations;
        }

        Ridge model(NormalEquations equations, double penalty) {
            double[][] solution = equations.solve(penalty);
            int inputs = rows.inputs();
            double[][] weights = new double[rows.outputs()][inputs];
            for (int i = 0; i < inputs; i++) {
                for (int h = 0; h < weights.length; h++) {
                    weights[h][i] = solution[i][h];
                }
            }
            return new Ridge(new Ridge.Recipe(
                    request.zone(),
                    recipe,
                    exogenous,
                    new RidgeWeights(mean, deviation, weights, solution[inputs], largest)));
        }
    }
}
