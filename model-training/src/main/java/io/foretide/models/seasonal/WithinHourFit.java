package io.foretide.models.seasonal;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.training.FitRequest;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Finds {@link WithinHour} by least squares: the weights of the means in the ripple that a profile leaves. Noise in the means makes the
 * weights small where hours have no course. Stateless.
 */
final class WithinHourFit {
    /** Of the diagonal: means that say the same share their weight. */
    private static final double PENALTY = 1e-6;

    private WithinHourFit() {}

    /** The weights beside a profile, on what comes before the validation part; none if there is no ripple to learn from. */
    static Optional<WithinHour> of(FitRequest request, SeasonalProfile.Recipe recipe) {
        if (!HourCourse.isIn(request.window().step())) {
            return Optional.empty();
        }
        DemandHistory history = new DemandHistory(request.window().slice(0, request.validationFrom()), request.zone());
        SeasonalProfile profile = new SeasonalProfile(history, recipe);
        HourCourse course = new HourCourse(history, recipe.transform());
        double[] left = new double[history.size()];
        Arrays.setAll(left, i -> profile.transformed(i) - profile.at(i));
        double[] around = course.around(left);
        double[][] squares = new double[HourCourse.MEANS][HourCourse.MEANS];
        double[] products = new double[HourCourse.MEANS];
        for (int i = 0; i < left.length; i++) {
            double ripple = left[i] - around[i];
            if (!Double.isNaN(ripple)) {
                double[] means = course.means(i);
                for (int a = 0; a < means.length; a++) {
                    products[a] += means[a] * ripple;
                    for (int b = 0; b < means.length; b++) {
                        squares[a][b] += means[a] * means[b];
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
