package io.foretide.planner.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.simulation.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReactiveRulesTest {
    @ParameterizedTest(name = "{0} TaskManagers of {1} slots, busy {2}, {3} records waiting: {4}")
    @CsvSource({
        // busy: 8 x 1.5 = 12 slots
        "2, 4, 0.9, 0, 3",
        // 4 x 1.5 = 6 slots need two TaskManagers
        "1, 4, 0.9, 0, 2",
        // 1 x 1.5 is cut to 1 slot
        "1, 1, 0.9, 0, 1",
        "3, 1, 0.9, 0, 4",
        // lag that grows: 12 x 1.3 = 15.6, cut to 15 slots
        "3, 4, 0.5, 100, 4",
        "10, 4, 0.5, 100, 13",
        // idle: 8 x 0.75 = 6 slots still need two TaskManagers
        "2, 4, 0.05, 0, 2",
        "4, 4, 0.05, 0, 3",
        // 3 x 0.75 is cut to 2 slots
        "3, 1, 0.05, 0, 2",
        "1, 1, 0.05, 0, 1",
        "1, 4, 0.05, 0, 1",
        // between
        "5, 4, 0.5, 0, 5",
    })
    void scalesWholeSlotsAndRoundsTaskManagersUp(
            int taskManagers, int slotsPerTaskManager, double busyRatio, double lagRecords, int expected) {
        assertThat(new ReactiveRules(slotsPerTaskManager).size(new Job(taskManagers, busyRatio, lagRecords)))
                .isEqualTo(expected);
    }

    private record Job(int requestedTaskManagers, double busyRatio, double lagRecords) implements JobView {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public int runningTaskManagers() {
            return requestedTaskManagers;
        }

        @Override
        public boolean isRestarting() {
            return false;
        }

        @Override
        public Instant runningSince() {
            return Instant.EPOCH;
        }

        @Override
        public Optional<Duration> lastRestart() {
            return Optional.empty();
        }

        @Override
        public boolean hasMetrics() {
            return true;
        }

        @Override
        public double recordsIn() {
            return 0;
        }

        @Override
        public double busySeconds() {
            return 0;
        }

        @Override
        public double recordsInPerSecond() {
            return 0;
        }

        @Override
        public double demandRecordsPerSecond() {
            return 0;
        }
    }
}
