package io.foretide.models.global;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.series.FeatureWindow;
import io.foretide.training.FlightsHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Loads drawn from the flights that ship, up to {@link FlightsHistory#CUT}: by region, sums of some regions, airports, aircraft in the air. */
final class FlightLoads {
    private static final int[] MINUTES = {1, 1, 1, 5, 5, 15};
    private static final int DAYS = 35;

    private final Trace flights;
    private final List<double[]> series = new ArrayList<>();

    /** @param flights nothing after {@link FlightsHistory#CUT} may be in them */
    FlightLoads(Trace flights) {
        this.flights = flights;
        double[] departures = flights.load(FlightsDataset.DEPARTURES);
        for (String region : FlightsDataset.REGIONS) {
            double[] counts = flights.column(region);
            for (int i = 0; i < counts.length; i++) {
                counts[i] = Math.rint(counts[i] * departures[i]);
            }
            series.add(counts);
        }
        series.add(departures);
        series.add(flights.load(FlightsDataset.AIRBORNE));
        series.add(flights.load(FlightsDataset.ACTIVE_AIRPORTS));
    }

    /** Five weeks from a random day. */
    FeatureWindow draw(Random random) {
        int minutes = MINUTES[random.nextInt(MINUTES.length)];
        int size = Math.min(flights.size(), DAYS * 1440 * (minutes == 1 ? 1 : 2));
        int from = random.nextInt(1 + (flights.size() - size) / 1440) * 1440;
        double[] load = new double[size];
        int parts = random.nextInt(3) > 0 ? 1 : 2 + random.nextInt(5);
        for (int part = 0; part < parts; part++) {
            double[] of = series.get(random.nextInt(parts == 1 ? series.size() : FlightsDataset.REGIONS.size()));
            double factor = parts == 1 ? 1 : 0.3 + 1.7 * random.nextDouble();
            for (int i = 0; i < size; i++) {
                load[i] += factor * of[from + i];
            }
        }
        double[] summed = Derived.summed(load, minutes);
        if (random.nextInt(5) == 0) {
            Derived.smooth(summed, 2 + random.nextInt(9));
        }
        if (random.nextInt(3) == 0) {
            Derived.change(summed, random);
        }
        return Derived.window(flights.start().plus(Duration.ofDays(from / 1440)), Duration.ofMinutes(minutes), summed);
    }
}
