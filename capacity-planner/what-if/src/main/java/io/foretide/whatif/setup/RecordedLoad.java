package io.foretide.whatif.setup;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.text.Check;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The load that is replayed.
 *
 * @param name what it is called in reports
 * @param zone local time of calendar and profiles
 * @param window the load as {@link Features#DEMAND} in records/s, missing where it was not observed, and what else was
 *     recorded beside it
 */
public record RecordedLoad(String name, ZoneId zone, FeatureWindow window) {
    /** No job takes a thousandth of it; squares and sums of such loads are still numbers. */
    public static final double MAX_RECORDS_PER_SECOND = 1e12;

    public RecordedLoad {
        if (window.find(Features.DEMAND).isEmpty()) {
            throw new IllegalArgumentException("the history of " + name + " holds no measured minute yet");
        }
        double peak = Arrays.stream(window.column(Features.DEMAND).toArray())
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
        Check.that(
                peak <= MAX_RECORDS_PER_SECOND,
                "largest load of " + name,
                peak + " records/s",
                "at most " + MAX_RECORDS_PER_SECOND);
    }

    /** The load, records/s. */
    public TimeSeries demand() {
        return window.column(Features.DEMAND);
    }

    public Duration step() {
        return window.step();
    }

    public int size() {
        return window.size();
    }

    /** The same steps with another load; what else was recorded beside it stays. */
    public RecordedLoad with(TimeSeries demand) {
        return new RecordedLoad(name, zone, window.with(Features.DEMAND, demand));
    }

    /** The largest observed load before step {@code end}, 0 if there is none. */
    public double peakBefore(int end) {
        double peak = 0;
        double[] values = demand().toArray();
        for (int i = 0; i < end; i++) {
            peak = values[i] > peak ? values[i] : peak;
        }
        return peak;
    }
}
