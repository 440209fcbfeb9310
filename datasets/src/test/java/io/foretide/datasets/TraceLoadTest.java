package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceLoadTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int WEEK = 7 * 1440;

    @Test
    void anArtefactIsSaidAndLeftOut() {
        double[] wave = minutes(WEEK, i -> wave(i));
        wave[3000] = 28_000 * 5500.0;
        TraceLoad load = load(wave);
        assertThat(load.perSecond()[3000]).isNaN();
        assertThat(load.perSecond()[3001]).isEqualTo(wave(3001) / 60);
        assertThat(load.repeated()[3000]).isEqualTo(wave(2999));
        assertThat(load.description())
                .isEqualTo("trace: t: column orders, per-step counts, step 1 min, 2026-03-02T00:00:00Z to"
                        + " 2026-03-09T00:00:00Z, 1 value set aside (1.54000e+08 at 2026-03-04T02:00:00Z, 27,990 times"
                        + " the largest of the others)");
    }

    @Test
    void upToThreeArtefactsAtNoFixedTimeAreLeftOut() {
        double[] wave = minutes(WEEK, i -> wave(i));
        wave[100] = 2e8;
        wave[101] = 3e7;
        wave[7777] = 4e9;
        assertThat(load(wave).description()).contains("3 values set aside (4.00000e+09 at");
    }

    @Test
    void ratesAndDifferencesHaveArtefactsToo() {
        double[] counter = new double[3000];
        for (int i = 1; i < counter.length; i++) {
            counter[i] = counter[i - 1] + (i == 2000 ? 1e12 : wave(i));
        }
        TraceLoad load = TraceLoad.of(trace(counter), Optional.empty(), Optional.of(LoadUnit.COUNTER));
        assertThat(load.description()).contains("differences of a counter", "1 value set aside");
        assertThat(load.perSecond()[1999]).isNaN();
    }

    /** Bursts that are real, however large: none is set aside. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "four minutes of every hour",
                "a batch of a minute, each night",
                "one batch in a load that is at rest",
                "a flash crowd of a hundred times",
                "a launch of fifty times",
                "an advertisement of one minute",
                "a flash crowd from one minute to the next",
                "a second day that is a thousand times the first"
            })
    void burstsStay(String burst) {
        double[] load = minutes(
                WEEK,
                switch (burst) {
                    case "four minutes of every hour" -> i -> i % 60 < 4 ? 5e6 : 3;
                    case "a batch of a minute, each night" -> i -> i % 1440 == 120 ? 5e6 : 3 + i % 2;
                    case "one batch in a load that is at rest" -> i -> i == 4000 ? 5e6 : i % 100 == 0 ? 1 : 0;
                    case "a flash crowd of a hundred times" ->
                        i -> wave(i) * (i >= 4000 ? 1 + 100 * Math.exp((4000 - i) / 30.0) : 1);
                    case "a launch of fifty times" -> i -> wave(i) * (i / 60 == 70 ? 50 : 1);
                    case "an advertisement of one minute" -> i -> wave(i) * (i == 4000 ? 80 : 1);
                    case "a flash crowd from one minute to the next" -> i -> i >= 4000 && i < 4003 ? 2e7 : wave(i);
                    default -> i -> wave(i) * (i >= 1440 ? 1000 : 1);
                });
        TraceLoad read = load(load);
        assertThat(read.description()).doesNotContain("set aside");
        assertThat(Arrays.stream(read.perSecond()).max().orElse(0))
                .isEqualTo(Arrays.stream(load).max().orElse(0) / 60);
    }

    @Test
    void aCounterIsRefusedUnlessItIsCalledOne() {
        double[] counter = counter();
        assertThatThrownBy(() -> load(counter))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage("t: column orders hardly ever falls, as a counter of all records so far, but must be a load"
                        + "\nMaybe --unit counter; or --unit per-step, if it is a load that only rises.");
        assertThat(TraceLoad.of(trace(counter), Optional.empty(), Optional.of(LoadUnit.PER_STEP))
                        .perSecond()[1])
                .isEqualTo(counter[1] / 60);
    }

    @Test
    void aCounterGivesWhatEachStepBroughtAndNothingWhereItBeginsAnew() {
        TraceLoad load = TraceLoad.of(trace(counter()), Optional.empty(), Optional.of(LoadUnit.COUNTER));
        double[] rates = load.perSecond();
        assertThat(rates[10]).isEqualTo(wave(11) / 60);
        assertThat(rates[498]).isEqualTo(wave(499) / 60);
        assertThat(rates[499]).isNaN();
        assertThat(rates[500]).isEqualTo(wave(501) / 60);
        assertThat(rates[rates.length - 1]).isNaN();
        assertThat(load.description()).contains("differences of a counter", "1 value missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a counter at rest by night", "a counter that begins anew each day", "a short counter"})
    void countersOfOtherShapesAreRefusedToo(String shape) {
        int size = shape.equals("a short counter") ? 60 : WEEK;
        double[] counter = new double[size];
        for (int i = 1; i < size; i++) {
            boolean isNight = i % 1440 < 400 && !shape.equals("a short counter");
            counter[i] = shape.equals("a counter that begins anew each day") && i % 1440 == 0
                    ? 0
                    : counter[i - 1] + (isNight ? 0 : 5 + i % 7);
        }
        assertThatThrownBy(() -> load(counter)).hasMessageContaining("Maybe --unit counter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "a step", "noise", "a morning", "zeros", "two sizes"})
    void loadsAreNoCounters(String shape) {
        Random random = new Random(7);
        double[] load = minutes(
                600,
                switch (shape) {
                    case "constant" -> i -> 5;
                    case "a step" -> i -> i < 300 ? 5 : 10;
                    case "noise" -> i -> random.nextInt(1000);
                    case "a morning" -> i -> 10 * i + random.nextInt(50);
                    case "zeros" -> i -> 0;
                    default -> i -> i % 2;
                });
        assertThat(load(load).perSecond()).hasSize(600).doesNotContain(Double.NaN);
    }

    @Test
    void aLoadIsNoCounterEvenIfItIsCalledOne() {
        double[] wave = minutes(WEEK, i -> wave(i));
        assertThatThrownBy(() -> TraceLoad.of(trace(wave), Optional.empty(), Optional.of(LoadUnit.COUNTER)))
                .hasMessageContaining("but must rise for --unit counter");
    }

    /** Rises by {@link #wave}, and begins anew at 500. */
    private static double[] counter() {
        double[] counter = new double[2000];
        counter[0] = 1e6;
        for (int i = 1; i < counter.length; i++) {
            counter[i] = i == 500 ? 12 : counter[i - 1] + wave(i);
        }
        return counter;
    }

    /** A day's wave between 500 and 5,500. */
    private static double wave(int minute) {
        return Math.round(3000 - 2500 * Math.cos(2 * Math.PI * minute / 1440) + minute % 3);
    }

    private static double[] minutes(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        return values;
    }

    private static TraceLoad load(double[] values) {
        return TraceLoad.of(trace(values), Optional.empty(), Optional.empty());
    }

    private static Trace trace(double[] values) {
        boolean[] observed = new boolean[values.length];
        Arrays.fill(observed, true);
        return new Trace("t", START, Duration.ofMinutes(1), Map.of("orders", values), observed);
    }
}
