package io.foretide.models.linear;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * X'X and X'Y of a regression with several outputs, gathered row by row. Not thread-safe.
 *
 * <pre>
 * (X'X + penalty * rows * I) W = X'Y
 * </pre>
 */
final class NormalEquations {
    private final int inputs;
    private final double[][] xx;
    private final double[][] xy;
    private long rows;

    NormalEquations(int inputs, int outputs) {
        this.inputs = inputs;
        xx = new double[inputs + 1][inputs + 1];
        xy = new double[inputs + 1][outputs];
    }

    long rows() {
        return rows;
    }

    /** Adds a row; a constant input of 1 is implied. */
    void add(double[] x, double[] y) {
        for (int i = 0; i <= inputs; i++) {
            double value = i == inputs ? 1 : x[i];
            if (value != 0) {
                double[] line = xx[i];
                for (int j = 0; j <= Math.min(i, inputs - 1); j++) {
                    line[j] += value * x[j];
                }
                double[] outputs = xy[i];
                for (int h = 0; h < y.length; h++) {
                    outputs[h] += value * y[h];
                }
            }
        }
        xx[inputs][inputs]++;
        rows++;
    }

    /** Adds the rows of another. */
    void add(NormalEquations other) {
        for (int i = 0; i <= inputs; i++) {
            for (int j = 0; j <= i; j++) {
                xx[i][j] += other.xx[i][j];
            }
            for (int h = 0; h < xy[i].length; h++) {
                xy[i][h] += other.xy[i][h];
            }
        }
        rows += other.rows;
    }

    /**
     * The coefficients by input (the constant last) and output that minimise the squared error plus {@code penalty} times
     * the rows times the squared coefficients; the constant goes free.
     */
    double[][] solve(double penalty) {
        double[][] matrix = new double[inputs + 1][inputs + 1];
        for (int i = 0; i <= inputs; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = xx[i][j];
                matrix[j][i] = xx[i][j];
            }
            matrix[i][i] += i == inputs ? 1e-9 * rows : penalty * rows;
        }
        DecompositionSolver solver =
                new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), 1e-9, 1e-12 * rows).getSolver();
        RealMatrix solution = solver.solve(new Array2DRowRealMatrix(xy, true));
        return solution.getData();
    }
}
