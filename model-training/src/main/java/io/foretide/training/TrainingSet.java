package io.foretide.training;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.Quality;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * A window split 70/20/10 in time into training, validation and test.
 *
 * <p>The input window and the horizon of an origin lie within one part, so no value that is learned is also scored.
 * A profile of past weeks reaches back into the part before, as it does in production. Immutable.
 */
public final class TrainingSet {
    /** Steps of the input window of the reference design, the origin included. */
    public static final int INPUT_STEPS = 60;

    /** Steps {@code from} (inclusive) to {@code to} (exclusive) of the window. */
    public record Part(int from, int to) {
        public Part {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("part from " + from + " to " + to + ": 0 <= from <= to is needed");
            }
        }
    }

    private final FeatureWindow window;
    private final Part train;
    private final Part validation;
    private final Part test;
    private final int[] observedBefore;

    /** Splits a window of one-minute steps. */
    public TrainingSet(FeatureWindow window) {
        if (!window.step().equals(Horizon.DEFAULT.step())) {
            throw new IllegalArgumentException(
                    "the step of the training data is " + window.step() + ": " + Horizon.DEFAULT.step() + " is needed");
        }
        this.window = window;
        int n = window.size();
        int first = (int) (n * 0.7);
        int second = (int) (n * 0.9);
        train = new Part(0, first);
        validation = new Part(first, second);
        test = new Part(second, n);
        observedBefore = observedBefore(window.column(Features.DEMAND));
    }

    public FeatureWindow window() {
        return window;
    }

    public Part train() {
        return train;
    }

    public Part validation() {
        return validation;
    }

    public Part test() {
        return test;
    }

    /** The newest {@code longest} of the training part, without the first {@code warmUp} of the window. */
    public Part train(Duration longest, Duration warmUp) {
        long newest = train.to - longest.dividedBy(window.step());
        long warm = warmUp.dividedBy(window.step());
        return new Part((int) Math.min(train.to, Math.max(Math.max(newest, warm), 0)), train.to);
    }

    /** Origins in a part, {@code stride} steps apart, whose input window and horizon lie in it and were all observed. */
    public int[] origins(Part part, int stride) {
        int horizon = Horizon.DEFAULT.steps();
        return IntStream.iterate(
                        part.from + INPUT_STEPS - 1, origin -> origin + horizon < part.to, origin -> origin + stride)
                .filter(origin -> allObserved(origin - INPUT_STEPS + 1, origin + horizon + 1))
                .toArray();
    }

    private boolean allObserved(int from, int to) {
        return observedBefore[to] - observedBefore[from] == to - from;
    }

    private static int[] observedBefore(TimeSeries demand) {
        int[] before = new int[demand.size() + 1];
        for (int i = 0; i < demand.size(); i++) {
            before[i + 1] = before[i] + (demand.quality(i) == Quality.OBSERVED ? 1 : 0);
        }
        return before;
    }
}
