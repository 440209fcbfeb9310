package io.foretide.datasets.flights;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The figures by which a person judges whether a built trace is plausible. */
final class Summary {
    /** A day in June, then Thursday to Monday around the change to daylight saving time on 2001-04-01. */
    private static final List<String> DAYS =
            List.of("2001-06-13", "2001-03-29", "2001-03-30", "2001-04-02", "2001-04-05", "2001-04-06");

    private Summary() {}

    static String of(FlightCounts counts, Minutes range, Instant completeFrom) {
        int[] airborne = counts.airborne();
        int firstDay = indexOf(range, completeFrom) / 1440 + 1;
        int days = range.count() / 1440;
        double[] ratios = new double[days - firstDay];
        for (int day = firstDay; day < days; day++) {
            ratios[day - firstDay] = Day.of(airborne, day * 1440).ratio();
        }
        Arrays.sort(ratios);
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "flights used %,d, outside the range %,d%n", counts.used(), counts.outside()));
        text.append(String.format(
                Locale.ROOT,
                "airborne, peak / trough of a UTC day over %d whole days: least %.1f, median %.1f, greatest %.1f; at least"
                        + " tenfold on %d%n",
                ratios.length,
                ratios[0],
                ratios[ratios.length / 2],
                ratios[ratios.length - 1],
                Arrays.stream(ratios).filter(ratio -> ratio >= 10).count()));
        for (String day : DAYS) {
            Day found = Day.of(airborne, indexOf(range, Instant.parse(day + "T00:00:00Z")));
            text.append(String.format(
                    Locale.ROOT,
                    "%s UTC: trough %d at %s, peak %d at %s, ratio %.1f, half of the peak at %s%n",
                    day,
                    airborne[found.trough()],
                    clock(range, found.trough()),
                    airborne[found.peak()],
                    clock(range, found.peak()),
                    found.ratio(),
                    clock(range, found.half())));
        }
        return text.toString();
    }

    private static int indexOf(Minutes range, Instant time) {
        return Math.toIntExact(Duration.between(range.from(), time).toMinutes());
    }

    private static String clock(Minutes range, int minute) {
        return range.timeAt(minute).toString().substring(11, 16);
    }

    /** Where a day has its least and its greatest value, and where it first reaches half of the greatest after the least. */
    private record Day(int trough, int peak, int half, double ratio) {
        static Day of(int[] values, int from) {
            int trough = from;
            int peak = from;
            for (int m = from; m < from + 1440; m++) {
                trough = values[m] < values[trough] ? m : trough;
                peak = values[m] > values[peak] ? m : peak;
            }
            int half = trough;
            while (half < from + 1439 && values[half] < values[peak] / 2) {
                half++;
            }
            return new Day(trough, peak, half, values[peak] / (double) values[trough]);
        }
    }
}
