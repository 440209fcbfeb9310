package io.foretide.models.seasonal;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Finds {@link WithinHour} by least squares: the weights of the means in the ripple that a profile leaves. Noise in the means makes the
 * weights small where hours have no course. The means are those of the load alone, computed once for all profiles. Not thread-safe.
 */
final class WithinHourFit {
    /** Of the diagonal: means that say the same share their weight. */
    private static final double PENALTY = 1e-6;

    private final DemandHistory history;
    private final HourCourse course;
    private final double[][] means;

    /** @param transform of all profiles it is asked about */
    private WithinHourFit(FitRequest request, DemandTransform transform) {
        history = new DemandHistory(request.window().slice(0, request.validationFrom()), request.zone());
        course = new HourCourse(history, transform);
        means = IntStream.range(0, history.size()).mapToObj(course::means).toArray(double[][]::new);
    }

    /**
     * Profiles with what the minute of the hour adds to each, learned on what comes before the validation part; without those that leave no
     * ripple to learn from.
     *
     * @param transform of all of them
     */
    static List<SeasonalProfile.Recipe> with(
            FitRequest request, DemandTransform transform, List<SeasonalProfile.Recipe> recipes) {
        if (recipes.isEmpty() || !HourCourse.isIn(request.window().step())) {
            return List.of();
        }
        WithinHourFit fit = new WithinHourFit(request, transform);
        return recipes.stream()
                .flatMap(recipe -> fit.beside(recipe).map(recipe::with).stream())
                .toList();
    }

    private Optional<WithinHour> beside(SeasonalProfile.Recipe recipe) {
        SeasonalProfile profile = new SeasonalProfile(history, recipe);
        double[] left = new double[history.size()];
        Arrays.setAll(left, i -> profile.transformed(i) - profile.at(i));
        double[] around = course.around(left);
        double[][] squares = new double[HourCourse.MEANS][HourCourse.MEANS];
        double[] products = new double[HourCourse.MEANS];
        for (int i = 0; i < left.length; i++) {
            double ripple = left[i] - around[i];
            if (!Double.isNaN(ripple)) {
                for (int a = 0; a < HourCourse.MEANS; a++) {
                    products[a] += means[i][a] * ripple;
                    for (int b = 0; b < HourCourse.MEANS; b++) {
                        squares[a][b] += means[i][a] * means[i][b];
                    }
                }
            }
        }
        return weights(squares, products);
    }

    private static Optional<WithinHour> weights(double[][] squares, double[] products) {
        double trace = 0;
        for (int a = 0; a < squares.length; a++) {
            trace += squares[a][a];
        }
        if (trace == 0) {
            return Optional.empty();
        }
        for (int a = 0; a < squares.length; a++) {
            squares[a][a] += PENALTY * trace;
        }
        double[] weights = new CholeskyDecomposition(new Array2DRowRealMatrix(squares, false))
                .getSolver()
                .solve(new ArrayRealVector(products, false))
                .toArray();
        return Optional.of(new WithinHour(weights[0], weights[1], weights[2]));
    }
}
