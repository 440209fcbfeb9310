package io.foretide.planner.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeastWorkTest {
    private static double of(double[] arriving, double limit, double... capacity) {
        LeastWork work = new LeastWork(1, capacity);
        for (double records : arriving) {
            work.tick(records, limit);
        }
        return work.taskManagerTicks();
    }

    @Test
    void theFewestAlwaysRun() {
        assertThat(of(new double[] {0, 50, 0}, 10, 100, 200)).isEqualTo(3);
    }

    @Test
    void whatTheyLeaveBeyondTheObjectiveTakesOthers() {
        // 250 arrive, 100 are done, 30 may wait: 120 are left for others
        assertThat(of(new double[] {250, 0, 0}, 30, 100, 200, 300)).isCloseTo(3 + 1.2, within(1e-12));
    }

    @Test
    void whatMayWaitIsDoneByTheFewestLater() {
        assertThat(of(new double[] {250, 0, 0}, 150, 100, 200, 300)).isEqualTo(3);
    }

    @Test
    void furtherOnesCountAtTheirBestRate() {
        // the second brings 50, the third 90 more: 70 each
        assertThat(of(new double[] {170}, 0, 100, 150, 240)).isCloseTo(2, within(1e-12));
    }

    @Test
    void withOneSizeThereAreNoOthers() {
        assertThat(of(new double[] {500, 500}, 0, 100)).isEqualTo(2);
    }
}
