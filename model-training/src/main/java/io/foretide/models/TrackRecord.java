package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.ForecastModel;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recent forecasts of several models, every five minutes, and how far off each was. Losses are mean absolute errors of
 * variance-stabilized demand, which is twice the pinball loss of the median; the horizon is cut into parts, and the last part is the largest
 * load. Immutable once made.
 */
final class TrackRecord {
    private static final Duration SPACING = Duration.ofMinutes(5);
    private static final int MAX_PARTS = 4;
    private static final int MIN_LOSSES = 6;

    private final Steps steps;
    private final int spacing;
    private final int[] from;
    private final double[] transformed;
    private final @Nullable PointForecast[][] forecasts;
    private final float[][][] losses;

    /**
     * The record that the forecasts from some origins need.
     *
     * @param memory how far back it goes
     */
    TrackRecord(
            FeatureWindow window,
            List<ForecastModel> members,
            DemandTransform transform,
            Duration memory,
            int[] origins) {
        steps = new Steps(window.step());
        spacing = steps.in(SPACING);
        int ahead = Horizon.of(window.step()).steps();
        int parts = Math.min(MAX_PARTS, ahead);
        from = new int[parts + 1];
        Arrays.setAll(from, part -> part * ahead / parts);
        transformed = window.column(Features.DEMAND).toArray();
        boolean[] recent = new boolean[transformed.length];
        for (int i = 0; i < recent.length; i++) {
            recent[i] = steps.hasRecent(transformed, i);
        }
        Arrays.setAll(transformed, i -> transform.of(transformed[i]));
        int[] needed = needed(origins, steps.in(memory), recent);
        forecasts = new PointForecast[members.size()][window.size()];
        losses = new float[members.size()][window.size()][];
        for (int m = 0; m < members.size(); m++) {
            List<PointForecast> memberForecasts = members.get(m).pointForecasts(window, needed);
            for (int i = 0; i < needed.length; i++) {
                forecasts[m][needed[i]] = memberForecasts.get(i);
                losses[m][needed[i]] = loss(needed[i], memberForecasts.get(i), transform);
            }
        }
    }

    private int[] needed(int[] origins, int memory, boolean[] recent) {
        boolean[] needed = new boolean[recent.length];
        for (int origin : origins) {
            needed[origin] = true;
            for (int i = origin - spacing; i >= Math.max(0, origin - memory); i -= spacing) {
                needed[i] = recent[i];
            }
        }
        return java.util.stream.IntStream.range(0, needed.length)
                .filter(i -> needed[i])
                .toArray();
    }

    /** Mean absolute errors by part of the horizon; NaN where nothing was measured, or not yet. */
    private float[] loss(int origin, PointForecast forecast, DemandTransform transform) {
        float[] loss = new float[parts()];
        double largest = Double.NEGATIVE_INFINITY;
        for (int part = 0; part < from.length - 1; part++) {
            double sum = 0;
            int count = 0;
            for (int h = from[part]; h < from[part + 1]; h++) {
                int target = origin + h + 1;
                double actual = target < transformed.length ? transformed[target] : Double.NaN;
                largest = Math.max(largest, actual);
                if (!Double.isNaN(actual)) {
                    sum += Math.abs(actual - transform.of(forecast.path()[h]));
                    count++;
                }
            }
            loss[part] = (float) (sum / count);
        }
        loss[from.length - 1] = (float) Math.abs(largest - transform.of(forecast.largest()));
        return loss;
    }

    Steps steps() {
        return steps;
    }

    int ahead() {
        return from[from.length - 1];
    }

    /** Parts of the horizon, and one more for the largest load. */
    int parts() {
        return from.length;
    }

    /** The first step of a part, from 0; that of the part after the last is the horizon. */
    int from(int part) {
        return from[part];
    }

    PointForecast pointForecast(int member, int origin) {
        PointForecast forecast = forecasts[member][origin];
        if (forecast == null) {
            throw new IllegalStateException("no forecast of member " + member + " from origin " + origin);
        }
        return forecast;
    }

    /**
     * Mean losses of the members in a part of the horizon, over the forecasts of the last {@code memory} steps whose outcome is
     * known at the origin; NaN if they are too few.
     */
    double[] losses(int origin, int part, int memory) {
        // all of a part must have come by the origin
        int reach = part == from.length - 1 ? ahead() : from[part + 1];
        int first = (reach + spacing - 1) / spacing * spacing;
        double[] means = new double[losses.length];
        for (int m = 0; m < losses.length; m++) {
            double sum = 0;
            int count = 0;
            for (int i = origin - first; i >= Math.max(0, origin - Math.max(memory, first)); i -= spacing) {
                float[] loss = losses[m][i];
                if (loss != null && !Float.isNaN(loss[part])) {
                    sum += loss[part];
                    count++;
                }
            }
            means[m] = count < MIN_LOSSES ? Double.NaN : sum / count;
        }
        return means;
    }
}
