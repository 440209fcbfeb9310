package io.foretide.models.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.training.Synthetic;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int DAY = 1440;
    private static final int ORIGIN = 9 * DAY + 700;

    private static double[] load() {
        Random random = new Random(2);
        double[] load = new double[10 * DAY];
        Arrays.setAll(
                load, i -> 100 + 50 * Math.sin(2 * Math.PI * i / DAY) + (i % 60 == 0 ? 200 : 0) + random.nextInt(5));
        return load;
    }

    private static double[][] rows(double[] load, int origin) {
        LoadHistory history = new LoadHistory(Synthetic.window(MINUTE, load), ZoneOffset.UTC);
        return new Candidates(history, new LoadWindow(history, origin), null).rows;
    }

    @Test
    void nothingAfterAnOriginIsLookedAt() {
        double[] load = load();
        double[][] expected = rows(load, ORIGIN);
        Arrays.fill(load, ORIGIN + 1, load.length, 1e6);

        double[][] rows = rows(load, ORIGIN);
        for (int h = 0; h < rows.length; h++) {
            assertThat(rows[h]).containsExactly(expected[h]);
        }
    }

    @Test
    void aLoadOfAnotherUnitHasTheSameCandidates() {
        double[][] expected = rows(load(), ORIGIN);
        double[][] scaled = rows(Arrays.stream(load()).map(value -> 37 * value).toArray(), ORIGIN);

        for (int h = 0; h < expected.length; h++) {
            assertThat(scaled[h]).containsExactly(expected[h], within(1e-6));
        }
    }

    @Test
    void theSameMinuteOfTheHourKnowsTheSpike() {
        double[] row = rows(load(), ORIGIN)[20 - 1]; // 700 + 20 is a full hour
        double[] before = rows(load(), ORIGIN)[20 - 2];
        int sameMinute = Candidates.RECENT + 9;

        assertThat(row[sameMinute] - before[sameMinute]).isGreaterThan(1);
    }

    @Test
    void aYoungLoadHasNoneOfYesterday() {
        double[] row = rows(Arrays.copyOf(load(), 200), 120)[3];

        assertThat(row[Candidates.RECENT + 6]).isNaN();
        assertThat(row[Candidates.RECENT]).isZero();
        assertThat(row[Candidates.MEMBER]).isNaN();
    }

    @Test
    void theLargestIsThatOfTheSteps() {
        double[][] rows = rows(load(), ORIGIN);
        int yesterday = Candidates.RECENT + 6;
        double highest = Arrays.stream(rows, 0, 30)
                .mapToDouble(row -> row[yesterday])
                .max()
                .orElseThrow();

        assertThat(rows[30][yesterday]).isEqualTo(highest);
    }
}
