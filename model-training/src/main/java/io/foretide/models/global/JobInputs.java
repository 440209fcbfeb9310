package io.foretide.models.global;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.inputs.ExogenousSummary;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.PointForecast;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a network is told of a window of one job: its load, inputs of the job's own, and what other models say. Not thread-safe. */
final class JobInputs {
    private final FeatureWindow window;
    private final ZoneId zone;
    private final LoadHistory history;
    private final ExogenousSummary own;
    private final List<ForecastModel> others;

    /** @param others of which the first is among the candidates that the network mixes */
    JobInputs(FeatureWindow window, ZoneId zone, ExogenousInputs exogenous, List<ForecastModel> others) {
        this.window = window;
        this.zone = zone;
        this.others = List.copyOf(others);
        history = new LoadHistory(window, zone);
        own = new ExogenousSummary(window, exogenous.measured());
    }

    LoadHistory history() {
        return history;
    }

    /** Numbers of the job's own. */
    int own() {
        return own.size();
    }

    /** Number of other models. */
    int others() {
        return others.size();
    }

    /**
     * Origins with what the others say of each.
     *
     * @throws IllegalArgumentException if an origin is not in the window or has no recent demand
     */
    List<Origin> origins(int[] indices) {
        DemandHistory.checkOrigins(window, indices);
        List<List<PointForecast>> said = others.stream()
                .map(other -> other.pointForecasts(window, indices))
                .toList();
        Origin[] origins = new Origin[indices.length];
        for (int i = 0; i < indices.length; i++) {
            history.demand().last(indices[i]); // refuses an origin without recent demand
            int origin = i;
            origins[i] = new Origin(
                    this,
                    indices[i],
                    said.stream().map(forecasts -> forecasts.get(origin)).toList());
        }
        return Arrays.asList(origins);
    }

    /** One of them, with what each of the others says of it. */
    record Origin(JobInputs inputs, int index, List<PointForecast> said) {
        int ahead() {
            return inputs.history.ahead();
        }

        /** Puts it into a batch. */
        LoadWindow put(Batch batch, int place) {
            LoadWindow load = new LoadWindow(inputs.history, index);
            batch.put(place, inputs.history, load, new Candidates(inputs.history, load, normal(load)), inputs.zone);
            double[] numbers = new double[inputs.own.size()];
            inputs.own.write(index, numbers, 0);
            batch.putOwn(place, numbers);
            return load;
        }

        /** Loads that the others say of a row: of a step ahead, or after the last the largest. */
        double[] said(int row) {
            return said.stream()
                    .mapToDouble(forecast -> row < ahead() ? forecast.path()[row] : forecast.largest())
                    .toArray();
        }

        private double @Nullable [] normal(LoadWindow load) {
            if (said.isEmpty()) {
                return null;
            }
            double[] normal = new double[ahead() + 1];
            Arrays.setAll(normal, row -> load.normal(said(row)[0]));
            return normal;
        }
    }
}
