package io.foretide.training;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Made-up histories with a daily season, noise and two further features. */
public final class Synthetic {
    public static final Instant START = Instant.parse("2001-01-01T00:00:00Z");

    /** As much as a network or trees must learn to be one. */
    public static final LearningBudget LITTLE = new LearningBudget(20_000, 4, 2, 1_000);

    public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final int DAY = 24 * 60;
    private static final int LEAD = 20;

    private Synthetic() {}

    /** Days of demand around 100 records/s with transactions and a heat map share, the same for a seed. */
    public static FeatureWindow history(int days, long seed) {
        Random random = new Random(seed);
        int n = days * DAY;
        double[] demand = new double[n];
        double[] transactions = new double[n];
        double[] share = new double[n];
        double wave = 0;
        for (int i = 0; i < n; i++) {
            wave = 0.99 * wave + random.nextGaussian();
            double seasonal = 100 + 60 * Math.sin(2 * Math.PI * i / DAY);
            demand[i] = Math.max(0, seasonal + wave + random.nextGaussian() * 2);
            transactions[i] = Math.max(0, seasonal / 10 + random.nextGaussian());
            share[i] = random.nextDouble();
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put(Features.DEMAND, demand);
        columns.put(Features.TRANSACTIONS, transactions);
        columns.put(Features.HEAT_MAP_PREFIX + "north", share);
        return window(columns);
    }

    /**
     * Days of demand that follows transactions 20 minutes later, with calendar, events, heat map and weather; transactions and
     * weather have gaps. The same for a seed.
     */
    public static FeatureWindow leading(int days, long seed) {
        Random random = new Random(seed);
        int n = days * DAY;
        double[] wave = new double[n + LEAD];
        for (int i = 1; i < wave.length; i++) {
            wave[i] = 0.97 * wave[i - 1] + 0.25 * random.nextGaussian();
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put(
                Features.DEMAND,
                filled(n, i -> 100 + 60 * Math.sin(2 * Math.PI * i / DAY) + 8 * wave[i] + 2 * random.nextGaussian()));
        columns.put(Features.TRANSACTIONS, filled(n, i -> i % 97 < 3 ? Double.NaN : 20 * Math.exp(wave[i + LEAD] / 4)));
        columns.put(Features.HEAT_MAP_PREFIX + "north", filled(n, i -> random.nextDouble()));
        columns.put(Features.WEATHER_PREFIX + "rain", filled(n, i -> i % 400 < 60 ? Double.NaN : i / 60 % 7));
        columns.put(Features.EVENT, filled(n, i -> i % 2000 < 120 ? 1 : 0));
        columns.put(Features.HOUR, filled(n, i -> i / 60 % 24));
        columns.put(Features.WEEKDAY, filled(n, i -> 1 + i / DAY % 7));
        columns.put(Features.DAY_OF_MONTH, filled(n, i -> 1 + i / DAY % 30));
        return window(columns);
    }

    private static double[] filled(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        return values;
    }

    /** A window of one-minute steps from {@link #START}; NaN is missing. */
    public static FeatureWindow window(Map<String, double[]> columns) {
        Map<String, TimeSeries> series = new LinkedHashMap<>();
        columns.forEach((name, values) -> series.put(name, observed(values)));
        return new FeatureWindow(
                START, Duration.ofMinutes(1), columns.values().iterator().next().length, series);
    }

    public static FeatureWindow demand(double... values) {
        return window(Map.of(Features.DEMAND, values));
    }

    /** The same window with every number after an index replaced by wild ones. */
    public static FeatureWindow alteredAfter(FeatureWindow window, int index) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        Random random = new Random(99);
        for (String feature : window.features()) {
            double[] values = window.column(feature).toArray();
            for (int i = index + 1; i < values.length; i++) {
                values[i] = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble() * 1e6;
            }
            columns.put(feature, values);
        }
        return window(columns);
    }

    /** Demand around 100 records/s at any step, with a daily season, a slow wave and noise; the same for a seed. */
    public static FeatureWindow history(Duration step, int size, long seed) {
        Random random = new Random(seed);
        double perDay = (double) Duration.ofDays(1).toMillis() / step.toMillis();
        double kept = Math.exp(-24 / perDay);
        double[] demand = new double[size];
        double wave = 0;
        for (int i = 0; i < size; i++) {
            wave = kept * wave + Math.sqrt(1 - kept * kept) * 8 * random.nextGaussian();
            demand[i] = Math.max(0, 100 + 60 * Math.sin(2 * Math.PI * i / perDay) + wave + random.nextGaussian() * 3);
        }
        return window(step, demand);
    }

    /** A window of demand at any step from {@link #START}; NaN is missing. */
    public static FeatureWindow window(Duration step, double[] demand) {
        return new FeatureWindow(
                START, step, demand.length, Map.of(Features.DEMAND, TimeSeries.ofObserved(START, step, demand)));
    }

    /** Sum of the absolute errors of the forecasts from some origins, all of whose demand is known. */
    public static double error(ForecastModel model, FeatureWindow window, int[] origins) {
        double[] demand = window.column(Features.DEMAND).toArray();
        double[][] paths = model.predict(window, origins);
        double sum = 0;
        for (int i = 0; i < origins.length; i++) {
            for (int h = 0; h < paths[i].length; h++) {
                sum += Math.abs(paths[i][h] - demand[origins[i] + h + 1]);
            }
        }
        return sum;
    }

    private static TimeSeries observed(double[] values) {
        return TimeSeries.ofObserved(START, Duration.ofMinutes(1), values);
    }
}
