package io.foretide.planner.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.Room;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StartTimesTest {
    private static final Duration PRIOR = Duration.ofSeconds(80);
    private static final Duration QUICK = Duration.ofSeconds(40);
    private static final Duration SLOW = Duration.ofMinutes(6);
    private static final Room FOUND = new Room(Optional.of(true), OptionalInt.empty());
    private static final Room WAITED = new Room(Optional.of(false), OptionalInt.empty());

    private static StartTimes mixed() {
        StartTimes times = StartTimes.UNKNOWN;
        for (int i = 0; i < 4; i++) {
            times = times.observe(QUICK, FOUND).observe(SLOW, WAITED);
        }
        return times;
    }

    private static Room held(int taskManagers) {
        return new Room(Optional.empty(), OptionalInt.of(taskManagers));
    }

    @Test
    void plansWithTheStartsThatApply() {
        assertThat(mixed().next(held(2), PRIOR)).hasValue(QUICK);
        assertThat(mixed().next(held(0), PRIOR)).hasValue(SLOW);
    }

    @Test
    void whereNobodyKnowsWhetherThereIsRoomAllStartsCount() {
        Learned learned = Learned.startingFrom(PlannerSettings.defaults(2, 1, 8));
        LearnedDuration all = learned.leadTime();
        assertThat(learned.leadTime(Room.UNKNOWN)).isEqualTo(all.estimate());
        assertThat(mixed().next(Room.UNKNOWN, PRIOR)).isEmpty();
        assertThat(StartTimes.UNKNOWN.next(held(1), PRIOR)).isEmpty();
        assertThat(learned.leadTime(held(1))).isEqualTo(all.estimate());
    }

    @Test
    void aStartOfWhichNobodyKnowsWhetherItFoundRoomTeachesNeither() {
        assertThat(StartTimes.UNKNOWN.observe(QUICK, Room.UNKNOWN)).isEqualTo(StartTimes.UNKNOWN);
        assertThat(StartTimes.UNKNOWN.observe(QUICK, held(3))).isEqualTo(StartTimes.UNKNOWN);
    }

    @Test
    void oneObservationDoesNotOutweighThePrior() {
        assertThat(StartTimes.UNKNOWN.observe(QUICK, FOUND).next(held(1), PRIOR))
                .hasValue(PRIOR);
    }

    @Test
    void timesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new StartTimes(List.of(Duration.ofSeconds(-1)), List.of()))
                .hasMessageContaining("-");
    }
}
