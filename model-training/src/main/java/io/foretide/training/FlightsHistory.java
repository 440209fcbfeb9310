package io.foretide.training;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The flights that ship with Foretide as the history of a job: every aircraft in the air reports once in ten seconds.
 *
 * <p>Departures are the transactions, airports with departures the unique users, shares of departures by region the heat
 * map ({@code heat_map_texas} and so on).
 */
public final class FlightsHistory {
    /** The local time of the calendar. */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** The model that ships has seen nothing from this instant on. */
    public static final Instant CUT = Instant.parse("2001-06-01T00:00:00Z");

    private static final double SECONDS_BETWEEN_REPORTS = 10;
    private static final String REGION_PREFIX = "region_";

    private FlightsHistory() {}

    /** The features of a stretch of the flights. */
    public static FeatureWindow of(Trace flights) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put(
                Features.DEMAND,
                Arrays.stream(flights.load(FlightsDataset.AIRBORNE))
                        .map(airborne -> airborne / SECONDS_BETWEEN_REPORTS)
                        .toArray());
        columns.put(Features.TRANSACTIONS, flights.load(FlightsDataset.DEPARTURES));
        columns.put(Features.UNIQUE_USERS, flights.load(FlightsDataset.ACTIVE_AIRPORTS));
        for (String region : FlightsDataset.REGIONS) {
            columns.put(Features.HEAT_MAP_PREFIX + region.substring(REGION_PREFIX.length()), flights.column(region));
        }
        columns.put(Features.HOUR, local(flights, time -> time.getHour()));
        columns.put(Features.WEEKDAY, local(flights, time -> time.getDayOfWeek().getValue()));
        columns.put(Features.DAY_OF_MONTH, local(flights, time -> time.getDayOfMonth()));
        columns.put(Features.HOLIDAY, holiday(flights));
        return window(flights, columns);
    }

    private static double[] holiday(Trace flights) {
        double[] on = flights.column(FlightsDataset.HOLIDAY);
        double[] before = flights.column(FlightsDataset.DAY_BEFORE_HOLIDAY);
        double[] after = flights.column(FlightsDataset.DAY_AFTER_HOLIDAY);
        double[] holiday = new double[on.length];
        for (int i = 0; i < holiday.length; i++) {
            holiday[i] = on[i] > 0 ? 1 : Math.max(before[i], after[i]) / 2;
        }
        return holiday;
    }

    private static double[] local(Trace flights, ToDoubleFunction<ZonedDateTime> value) {
        double[] values = new double[flights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(flights.timeAt(i).atZone(ZONE));
        }
        return values;
    }

    private static FeatureWindow window(Trace flights, Map<String, double[]> columns) {
        boolean[] observed = flights.observed();
        Map<String, TimeSeries> series = new LinkedHashMap<>();
        columns.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = observed[i] ? values[i] : Double.NaN;
            }
            series.put(name, TimeSeries.ofObserved(flights.start(), flights.step(), values));
        });
        return new FeatureWindow(flights.start(), flights.step(), flights.size(), series);
    }
}
