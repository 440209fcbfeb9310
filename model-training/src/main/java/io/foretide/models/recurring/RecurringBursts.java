package io.foretide.models.recurring;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.NoiseModel;
import io.foretide.training.PointForecast;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model of what a series is without its recurring bursts, and the bursts:
 *
 * <pre>
 * forecast(h) = factor(h) * forecast of demand / factor (h)
 * </pre>
 *
 * <p>Has the name of its model. Thread-safe if the model is.
 */
public final class RecurringBursts implements ForecastModel {
    /** Kind of the saved files. */
    public static final String KIND = "recurring-bursts";

    private static final String BASE = "base";

    /** Steps that are lower than this share of the highest one do not become the largest by chance. */
    private static final double SHARE_OF_HIGHEST = 0.7;

    private final BurstCourse course;
    private final ForecastModel base;

    /** @param base was fitted on demand without the bursts */
    public RecurringBursts(BurstCourse course, ForecastModel base) {
        this.course = course;
        this.base = base;
    }

    /** Reads a model of any kind. */
    @FunctionalInterface
    public interface Reader {
        ForecastModel load(ModelFiles files) throws IOException;
    }

    public static RecurringBursts load(ModelFiles files, Reader reader) throws IOException {
        return new RecurringBursts(files.numbers(BurstCourse.class), reader.load(files.part(BASE)));
    }

    @Override
    public void save(ModelFiles files) throws IOException {
        base.save(files.part(BASE));
        files.describe(KIND, course);
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public Duration history() {
        return base.history().plus(course.memory());
    }

    @Override
    public Duration historyBeside() {
        return base.historyBeside();
    }

    @Override
    public List<String> features() {
        return base.features();
    }

    @Override
    public DemandTransform noise(FeatureWindow window, int to) {
        FeatureWindow without = BurstCourse.without(course.factors(window), window);
        return NoiseModel.transform(without.column(Features.DEMAND).toArray(), to);
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return PointForecast.paths(pointForecasts(window, origins));
    }

    @Override
    public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
        DemandHistory.checkOrigins(window, origins);
        double[] factors = course.factors(window);
        List<PointForecast> plain = base.pointForecasts(BurstCourse.without(factors, window), origins);
        List<PointForecast> forecasts = new ArrayList<>(origins.length);
        for (int i = 0; i < origins.length; i++) {
            forecasts.add(with(factors, origins[i] + 1, plain.get(i)));
        }
        return forecasts;
    }

    private PointForecast with(double[] factors, int from, PointForecast plain) {
        int ahead = plain.path().length;
        double[] path = new double[ahead];
        boolean[] bursts = new boolean[ahead];
        double highest = 0;
        double highestFactor = 0;
        boolean none = true;
        for (int h = 0; h < ahead; h++) {
            double factor = factors[from + h];
            path[h] = plain.path()[h] * factor;
            bursts[h] = factor != 1;
            none &= !bursts[h];
            highest = Math.max(highest, path[h]);
            highestFactor = Math.max(highestFactor, factor);
        }
        if (none) {
            return plain;
        }
        double ofBursts = largestOf(path, highest, plain);
        PointForecast forecast =
                new PointForecast(path, Math.max(ofBursts, plain.largest() * Math.min(1, highestFactor)), bursts);
        double[] ofSteps = Arrays.copyOfRange(factors, from, from + ahead + 1);
        ofSteps[ahead] = highestFactor;
        return plain.band().map(band -> forecast.with(band.times(ofSteps))).orElse(forecast);
    }

    /**
     * The median of the largest of the highest steps. Of n steps of equal height it is about sqrt(log n) deviations above them, so
     * of fewer it is that much less above than the model says of all.
     */
    private double largestOf(double[] path, double highest, PointForecast plain) {
        DemandTransform transform = course.transform();
        double above = transform.of(plain.largest())
                - transform.of(PointForecast.ofPath(plain.path()).largest());
        int high = 0;
        for (double value : path) {
            high += value >= SHARE_OF_HIGHEST * highest ? 1 : 0;
        }
        double share = path.length == 1 ? 1 : Math.sqrt(Math.log(high) / Math.log(path.length));
        return transform.demand(transform.of(highest) + share * above);
    }
}
