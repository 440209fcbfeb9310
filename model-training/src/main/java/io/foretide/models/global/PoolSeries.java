package io.foretide.models.global;

import io.foretide.series.FeatureWindow;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * A series that a network learns from together with others.
 */
final class PoolSeries {
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final int LOOKS = 4;

    private final LoadHistory history;
    private final UsualChange usual;
    private final int from;
    private final int to;

    /**
     * @param from first origin that may be drawn
     * @param to the origin after the last
     */
    PoolSeries(FeatureWindow window, int from, int to) {
        history = new LoadHistory(window, ZONE);
        this.from = Math.max(LoadWindow.STEPS, from);
        this.to = Math.min(window.size() - history.ahead(), to);
        usual = new UsualChange(history, window.size());
    }

    /** Whether it changes at all, and long enough. */
    boolean isUseful() {
        return usual.isAny() && to - from > LoadWindow.STEPS;
    }

    int ahead() {
        return history.ahead();
    }

    long stepMillis() {
        return history.steps().step().toMillis();
    }

    /** An origin: one in four in the first two days, one in three the most unusual of four, so that quiet nights do not drown the rest. */
    int draw(Random random) {
        int end = random.nextInt(4) == 0 ? Math.min(to, from + 2 * history.day()) : to;
        int origin = from + random.nextInt(end - from);
        if (random.nextInt(3) == 0) {
            double largest = surprise(origin);
            for (int look = 1; look < LOOKS; look++) {
                int other = from + random.nextInt(end - from);
                double surprise = surprise(other);
                if (surprise > largest) {
                    largest = surprise;
                    origin = other;
                }
            }
        }
        return origin;
    }

    private double surprise(int origin) {
        double now = history.mean(origin, history.steps().level());
        return Math.abs(history.mean(origin + history.ahead(), history.ahead()) - now);
    }

    /** Puts an origin with what came after it into a batch. */
    void put(Batch batch, int place, int origin) {
        LoadWindow window = new LoadWindow(history, origin);
        batch.put(place, history, window, new Candidates(history, window, null), ZONE);
        batch.putTargets(place, history, window, usual.weights(window));
    }
}
