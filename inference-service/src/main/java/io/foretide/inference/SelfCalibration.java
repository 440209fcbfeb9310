package io.foretide.inference;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.ConformalCalibrator;
import io.foretide.training.ForecastModel;
import java.util.ArrayList;
import java.util.List;

/** Calibrates an untrained model on the last days of the window it is to forecast from: it needs no fitting, so all is held out. */
final class SelfCalibration {
    private static final int ORIGINS = 200;
    private static final int STRIDE = 7;

    private SelfCalibration() {}

    static ConformalCalibrator of(ForecastModel model, FeatureWindow window) {
        int horizon = Horizon.DEFAULT.steps();
        TimeSeries demand = window.column(Features.DEMAND);
        List<Integer> origins = new ArrayList<>();
        for (int origin = window.size() - 1 - horizon; origin > 0 && origins.size() < ORIGINS; origin -= STRIDE) {
            if (isObserved(demand, origin, horizon)) {
                origins.add(origin);
            }
        }
        int[] indices = origins.stream().mapToInt(Integer::intValue).toArray();
        double[][] actual = new double[indices.length][horizon];
        for (int i = 0; i < indices.length; i++) {
            for (int h = 0; h < horizon; h++) {
                actual[i][h] = demand.value(indices[i] + 1 + h);
            }
        }
        return ConformalCalibrator.fit(model.predict(window, indices), actual);
    }

    private static boolean isObserved(TimeSeries demand, int origin, int horizon) {
        for (int i = origin; i <= origin + horizon; i++) {
            if (demand.isMissing(i)) {
                return false;
            }
        }
        return true;
    }
}
