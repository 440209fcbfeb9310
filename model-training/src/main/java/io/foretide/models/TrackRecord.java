package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.ForecastModel;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Recent forecasts of several models, every five minutes, how far off each was, and the weights that follow. Losses are mean absolute
 * errors of variance-stabilized demand, which is twice the pinball loss of the median; the horizon is cut into parts, and the last
 * part is the largest load. Weights begin anew where the day (UTC) before that of an origin begins, so that all origins of a day share
 * what was learned, whatever window they are asked for in. Not thread-safe.
 */
final class TrackRecord {
    /** The most that it looks back; with twice as much the weights are no better. */
    static final Duration MEMORY = Duration.ofDays(2);

    private static final Duration BEFORE_TODAY = MEMORY.minusDays(1);
    private static final Duration SPACING = Duration.ofMinutes(5);
    private static final int MAX_PARTS = 4;

    private final FeatureWindow window;
    private final int members;
    private final int spacing;
    private final int[] from;
    private final double[] transformed;
    private final @Nullable PointForecast[][] forecasts;
    private final float[] @Nullable [][] errors;
    private final Map<Integer, Learning> learnings = new HashMap<>();

    /** The record that the forecasts from some origins need. */
    TrackRecord(FeatureWindow window, List<ForecastModel> members, DemandTransform transform, int[] origins) {
        this.window = window;
        this.members = members.size();
        Steps steps = new Steps(window.step());
        spacing = steps.in(SPACING);
        int ahead = Horizon.of(window.step()).steps();
        int parts = Math.min(MAX_PARTS, ahead);
        from = new int[parts + 1];
        Arrays.setAll(from, part -> part * ahead / parts);
        double[] demand = window.column(Features.DEMAND).toArray();
        int[] needed = needed(origins, steps, demand);
        transformed = Arrays.stream(demand).map(transform::of).toArray();
        forecasts = new PointForecast[members.size()][window.size()];
        errors = new float[window.size()][][];
        for (int origin : needed) {
            errors[origin] = new float[parts()][members.size()];
        }
        for (int m = 0; m < members.size(); m++) {
            List<PointForecast> ofMember = members.get(m).pointForecasts(window, needed);
            for (int i = 0; i < needed.length; i++) {
                forecasts[m][needed[i]] = ofMember.get(i);
                judge(m, needed[i], transform);
            }
        }
    }

    private int[] needed(int[] origins, Steps steps, double[] demand) {
        boolean[] needed = new boolean[demand.length];
        for (int origin : origins) {
            needed[origin] = true;
            for (int i = first(origin); i < origin; i += spacing) {
                needed[i] = needed[i] || steps.hasRecent(demand, i);
            }
        }
        return IntStream.range(0, needed.length).filter(i -> needed[i]).toArray();
    }

    /** The first origin that another one's weights remember. */
    private int first(int origin) {
        Instant now = window.timeAt(origin);
        Instant start = now.truncatedTo(ChronoUnit.DAYS).minus(BEFORE_TODAY);
        long memory = Math.min(
                origin, Duration.between(start, now).toMillis() / window.step().toMillis());
        return origin - (int) (memory / spacing) * spacing;
    }

    /** Errors by part of the horizon, signed for the largest load alone; NaN where nothing was measured, or not yet. */
    private void judge(int member, int origin, DemandTransform transform) {
        PointForecast forecast = pointForecast(member, origin);
        float[][] error = errorsFrom(origin);
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
            error[part][member] = (float) (sum / count);
        }
        error[from.length - 1][member] = (float) (largest - transform.of(forecast.largest()));
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

    private float[][] errorsFrom(int origin) {
        float[][] known = errors[origin];
        if (known == null) {
            throw new IllegalStateException("no forecast from origin " + origin);
        }
        return known;
    }

    /** Weights in every part at an origin; they go on to learn when those of a later one are asked for. */
    List<MemberWeights> weights(int origin) {
        int first = first(origin);
        Learning learning = learnings.get(first);
        if (learning == null || learning.next > origin + spacing) {
            learning = new Learning(first);
            learnings.put(first, learning);
        }
        return learning.until(origin);
    }

    /** Weights that learn along the outcomes known at one origin after the other. */
    private final class Learning {
        private final int first;
        private final List<MemberWeights> weights = new ArrayList<>();
        private int next;

        Learning(int first) {
            this.first = first;
            next = first;
            for (int part = 0; part < parts() - 1; part++) {
                weights.add(MemberWeights.of(members));
            }
            weights.add(MemberWeights.correcting(members));
        }

        List<MemberWeights> until(int origin) {
            for (; next <= origin; next += spacing) {
                for (int part = 0; part < parts(); part++) {
                    learn(part, next - sinceOutcome(part));
                }
            }
            return weights;
        }

        private void learn(int part, int origin) {
            float[][] known = origin < first ? null : errors[origin];
            if (known != null && !Float.isNaN(known[part][0])) {
                weights.get(part).learn(known[part]);
            }
        }
    }

    /** Steps until all of a part has come, in whole spacings. */
    private int sinceOutcome(int part) {
        int reach = part == from.length - 1 ? ahead() : from[part + 1];
        return (reach + spacing - 1) / spacing * spacing;
    }
}
