package io.foretide.models.seasonal;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.training.DemandTransform;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What the minute of the hour adds to a profile: the weights of the means of {@link HourCourse}.
 *
 * @param hoursOfDay of the same minute of the last 24 hours
 * @param hoursOfWeek of the same minute of all hours of the last seven days
 * @param daysOfWeek of the same minute of the last seven days
 */
record WithinHour(double hoursOfDay, double hoursOfWeek, double daysOfWeek) {
    /** What it adds at every index of a history, and up to one horizon after it. Not thread-safe. */
    IntToDoubleFunction on(DemandHistory history, DemandTransform transform) {
        HourCourse course = new HourCourse(history, transform);
        double[] known = new double[history.size() + history.ahead() + 1];
        Arrays.fill(known, Double.NaN);
        return index -> {
            if (Double.isNaN(known[index])) {
                double[] means = course.means(index);
                known[index] = hoursOfDay * means[0] + hoursOfWeek * means[1] + daysOfWeek * means[2];
            }
            return known[index];
        };
    }
}
