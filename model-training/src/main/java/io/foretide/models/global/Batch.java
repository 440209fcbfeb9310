package io.foretide.models.global;

import java.time.ZoneId;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Windows of series of one step as a network takes them, one after another. Rows are those of a window's steps ahead and the largest, windows
 * in order. Not thread-safe while it is filled.
 */
final class Batch {
    /** Columns of a row: what is known of its step, and the state of its window. Numbers of a job's own come after them. */
    static final int SHARED_COLUMNS = WindowInputs.AHEAD + GlobalNetwork.HIDDEN;

    final int windows;
    final int columns;
    final int rowsPerWindow;
    final float[] recent;
    final float[] ahead;
    final float[] labels;

    /** @param own numbers that a job adds of its own to the rows of a window */
    Batch(int windows, int stepsAhead, int own) {
        this.windows = windows;
        columns = SHARED_COLUMNS + own;
        rowsPerWindow = stepsAhead + 1;
        recent = new float[windows * WindowInputs.CHANNELS * WindowInputs.PAIRS];
        ahead = new float[windows * rowsPerWindow * columns];
        labels = new float[windows * rowsPerWindow * Mixture.OUTPUTS];
    }

    int rows() {
        return windows * rowsPerWindow;
    }

    /** Puts a window at a place, without what comes after it. */
    void put(int place, LoadHistory history, LoadWindow window, Candidates candidates, ZoneId zone) {
        WindowInputs.writeRecent(window, recent, place * WindowInputs.CHANNELS * WindowInputs.PAIRS);
        int first = place * rowsPerWindow;
        WindowInputs.writeAhead(history, window, candidates, zone, ahead, first * columns, columns);
        for (int h = 0; h < rowsPerWindow; h++) {
            int at = (first + h) * Mixture.OUTPUTS;
            labels[at + Mixture.Target.UNIT] = (float) window.unit();
            for (int k = 0; k < Candidates.COUNT; k++) {
                labels[at + Mixture.Target.CANDIDATES + k] = (float) candidates.rows[h][k];
            }
        }
    }

    /** Puts what came after a window, with the weight of each row: steps that were not measured do not count. */
    void putTargets(int place, LoadHistory history, LoadWindow window, double[] weights) {
        int steps = rowsPerWindow - 1;
        double largest = Double.NEGATIVE_INFINITY;
        boolean all = true;
        for (int h = 0; h < steps; h++) {
            double came = history.demand().at(window.origin + h + 1);
            boolean known = !Double.isNaN(came);
            all &= known;
            largest = known ? Math.max(largest, came) : largest;
            target(place * rowsPerWindow + h, known ? window.normal(came) : 0, known ? weights[h] : 0);
        }
        target(place * rowsPerWindow + steps, all ? window.normal(largest) : 0, all ? weights[steps] : 0);
    }

    private void target(int row, double value, double weight) {
        int at = row * Mixture.OUTPUTS;
        labels[at + Mixture.Target.VALUE] = (float) value;
        labels[at + Mixture.Target.WEIGHT] = (float) weight;
    }

    /** Puts numbers of a job's own into all rows of a window. */
    void putOwn(int place, double[] numbers) {
        float[] own = new float[numbers.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = (float) numbers[i];
        }
        putInAllRows(place, own, 0, own.length, SHARED_COLUMNS);
    }

    /** Puts the state of a window, found among others, into its rows. */
    void putState(int place, float[] states, int from) {
        putInAllRows(place, states, from, GlobalNetwork.HIDDEN, WindowInputs.AHEAD);
    }

    /** Puts the states of all windows, one after another, into their rows. */
    void putStates(float[] states) {
        for (int window = 0; window < windows; window++) {
            putState(window, states, window * GlobalNetwork.HIDDEN);
        }
    }

    private void putInAllRows(int place, float[] numbers, int from, int count, int column) {
        for (int h = 0; h < rowsPerWindow; h++) {
            System.arraycopy(numbers, from, ahead, (place * rowsPerWindow + h) * columns + column, count);
        }
    }

    INDArray recentArray() {
        return Nd4j.createFromArray(recent).reshape(windows, WindowInputs.CHANNELS, WindowInputs.PAIRS);
    }

    INDArray aheadArray() {
        return Nd4j.createFromArray(ahead).reshape(rows(), columns);
    }

    INDArray labelsArray() {
        return Nd4j.createFromArray(labels).reshape(rows(), Mixture.OUTPUTS);
    }
}
