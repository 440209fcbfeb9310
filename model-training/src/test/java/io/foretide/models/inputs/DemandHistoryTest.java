package io.foretide.models.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandHistoryTest {
    private static final Duration STEP = Duration.ofMinutes(30);

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2001-03-20T00:00:00Z",
        "Europe/Berlin, 2001-10-20T00:00:00Z",
        "Australia/Lord_Howe, 2001-10-20T00:00:00Z",
        "Pacific/Apia, 2011-12-20T00:00:00Z",
        "UTC, 2001-01-01T00:00:00Z"
    })
    void daysBeforeAreThoseOfTheLocalCalendar(ZoneId zone, Instant start) {
        double[] demand = IntStream.range(0, 48 * 40).mapToDouble(i -> i).toArray();
        FeatureWindow window = new FeatureWindow(
                start, STEP, demand.length, Map.of(Features.DEMAND, TimeSeries.ofObserved(start, STEP, demand)));
        DemandHistory history = new DemandHistory(window, zone);

        for (int index = 0; index <= demand.length; index++) {
            for (int days : new int[] {1, 7, 28}) {
                Instant then = window.timeAt(index).atZone(zone).minusDays(days).toInstant();
                long at = Math.floorDiv(Duration.between(start, then).toMillis(), STEP.toMillis());
                assertThat(history.before(index, days))
                        .as("%d days before %s", days, window.timeAt(index))
                        .isEqualTo(at < 0 || at >= demand.length ? Double.valueOf(Double.NaN) : Double.valueOf(at));
            }
        }
    }
}
