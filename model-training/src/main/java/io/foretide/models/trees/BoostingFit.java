package io.foretide.models.trees;

import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.linear.DeviationRows;
import io.foretide.models.seasonal.ProfileLevelFit;
import io.foretide.models.seasonal.SeasonalProfile;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Fits {@link Boosting}: as many trees as give the smallest error on the validation part. The minute of the hour and measured features go
 * in if the error there is at least half a per cent smaller with them.
 */
public final class BoostingFit implements ModelFitter {
    private static final int[] TREES = {5, 10, 20, 40, 70, 110, 160};
    private static final int MIN_ROWS = 500;
    private static final double[] HEADS = {1.0 / 30, 1.0 / 15, 1.0 / 6, 1.0 / 3, 0.5, 2.0 / 3, 5.0 / 6, 1};

    private final int maxRows;

    /** Trees on at most so many rows, evenly spread. */
    public BoostingFit(int maxRows) {
        this.maxRows = maxRows;
    }

    @Override
    public String name() {
        return Boosting.NAME;
    }

    @Override
    public FittedModel fit(FitRequest request) throws InterruptedException {
        Validation validation = new Validation(request);
        SeasonalProfile.Recipe recipe =
                ProfileLevelFit.choose(request, validation).recipe();
        ExogenousInputs exogenous = ExogenousInputs.of(request.window(), request.validationFrom());
        Shape shape = new Shape(recipe, exogenous.withoutMeasured());
        int stages = exogenous.measured().isEmpty() ? 2 : 3;
        long start = System.nanoTime();
        Candidate best;
        try {
            best = best(request, validation, shape);
        } catch (TooFewRowsException e) {
            // the profile begins too late to learn beside it
            shape = new Shape(SeasonalProfile.Recipe.flat(recipe.transform()), exogenous.withoutMeasured());
            best = best(request, validation, shape);
        }
        Optional<SeasonalProfile.Recipe> withinHour = ProfileLevelFit.withinHour(request, validation, shape.recipe);
        if (withinHour.isPresent()) {
            best = better(best, best(request, validation, new Shape(withinHour.get(), shape.exogenous)));
        }
        request.progress().report(Boosting.NAME, 1, stages, start);
        if (!exogenous.measured().isEmpty()) {
            best = better(best, best(request, validation, new Shape(best.shape.recipe, exogenous)));
            request.progress().report(Boosting.NAME, 2, stages, start);
        }
        Boosting model = grow(request, best.shape, request.trainEnd(), best.heldOut.size());
        request.progress().report(Boosting.NAME, stages, stages, start);
        return new FittedModel(best.heldOut, model);
    }

    /** Rows and targets that trees are grown on. */
    private record Shape(SeasonalProfile.Recipe recipe, ExogenousInputs exogenous) {}

    /** The best number of trees of a shape, and its error on the validation part. */
    private record Candidate(Shape shape, Boosting heldOut, double error) {}

    /** The candidate that looks at more, if it is worth it. */
    private static Candidate better(Candidate simpler, Candidate more) {
        return Validation.isWorthMoreInputs(more.error, simpler.error) ? more : simpler;
    }

    private Candidate best(FitRequest request, Validation validation, Shape shape) throws InterruptedException {
        Boosting grown = grow(request, shape, request.validationFrom(), TREES[TREES.length - 1]);
        Boosting best = grown;
        double smallest = Double.POSITIVE_INFINITY;
        for (int fewer : TREES) {
            Boosting candidate = grown.first(fewer);
            double error = validation.error(candidate);
            if (error < smallest) {
                smallest = error;
                best = candidate;
            }
        }
        return new Candidate(shape, best, smallest);
    }

    /** There is too little to learn from. */
    private static final class TooFewRowsException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        TooFewRowsException(String message) {
            super(message);
        }
    }

    private Boosting grow(FitRequest request, Shape shape, int to, int trees) throws InterruptedException {
        DeviationRows rows = new DeviationRows(request, shape.recipe, shape.exogenous);
        int ahead = rows.outputs() - 1;
        List<Integer> steps = DoubleStream.of(HEADS)
                .mapToObj(share -> (int) Math.max(1, Math.round(share * ahead)))
                .distinct()
                .toList();
        List<float[]> inputs = new ArrayList<>();
        List<double[]> outputs = new ArrayList<>();
        double[] x = new double[rows.inputs()];
        double[] y = new double[rows.outputs()];
        int stride = 1 + to / maxRows;
        // newest first, so that the origins keep their distance to the end
        for (int origin = rows.lastBefore(to); origin >= 0; origin -= stride) {
            if (Thread.interrupted()) {
                throw new InterruptedException("fitting " + Boosting.NAME + " was cancelled");
            }
            if (rows.write(origin, x, y)) {
                inputs.add(floats(x));
                outputs.add(heads(y, steps));
            }
        }
        if (inputs.size() < MIN_ROWS) {
            throw new TooFewRowsException(Boosting.NAME + " has " + inputs.size() + " usable steps to fit on before "
                    + request.window().timeAt(to) + ": at least " + MIN_ROWS
                    + " are needed\nMaybe ridge or profile-level for a job this young.");
        }
        List<Double> scale = scale(outputs);
        List<float[]> scaled = new ArrayList<>();
        for (double[] row : outputs) {
            float[] numbers = new float[row.length];
            for (int k = 0; k < row.length; k++) {
                numbers[k] = (float) (row[k] / scale.get(k));
            }
            scaled.add(numbers);
        }
        return new Boosting(
                request.zone(),
                shape.recipe,
                shape.exogenous,
                BoostedTrees.grow(inputs, scaled, trees, request.seed()),
                new Boosting.Heads(steps, ahead, scale));
    }

    private static double[] heads(double[] all, List<Integer> steps) {
        double[] heads = new double[steps.size() + 1];
        for (int k = 0; k < steps.size(); k++) {
            heads[k] = all[steps.get(k) - 1];
        }
        heads[steps.size()] = all[all.length - 1];
        return heads;
    }

    /** Root mean squares of the outputs. */
    private static List<Double> scale(List<double[]> outputs) {
        double[] squares = new double[outputs.get(0).length];
        for (double[] row : outputs) {
            for (int k = 0; k < row.length; k++) {
                squares[k] += row[k] * row[k];
            }
        }
        return DoubleStream.of(squares)
                .map(sum -> Math.sqrt(sum / outputs.size()))
                .map(value -> value > 0 ? value : 1)
                .boxed()
                .toList();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
