package io.foretide.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTopologyTest {
    private static SlotGroup group(String id, double share) {
        return new SlotGroup(id, share, 1, 128);
    }

    private static JobTopology shares(double... shares) {
        List<SlotGroup> groups = new ArrayList<>();
        for (double share : shares) {
            groups.add(group("g" + groups.size(), share));
        }
        return new JobTopology(groups, true);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "3, 1", "4, 2", "9, 4", "256, 128", "300, 128"})
    void groupsThatAreAlikeShareTheSlots(int slots, int parallelism) {
        assertThat(new JobTopology(2, 128).parallelismOn(slots)).isEqualTo(parallelism);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "4, 3", "5, 4", "6, 4", "7, 5", "8, 6", "10, 8", "300, 128"})
    void aGroupWithAQuarterLeavesSlotsToTheOther(int slots, int parallelism) {
        assertThat(shares(1, 0.25).parallelismOn(slots)).isEqualTo(parallelism);
    }

    @Test
    void slotsForAParallelismCarryIt() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            JobTopology shape = new JobTopology(
                    List.of(
                            group("a", 1),
                            group("b", 0.01 + 0.99 * random.nextDouble()),
                            new SlotGroup("c", 0.01 + 0.99 * random.nextDouble(), 1, 1 + random.nextInt(8))),
                    true);
            int parallelism = 1 + random.nextInt(60);
            assertThat(shape.parallelismOn((int) shape.slotsAt(parallelism))).isEqualTo(parallelism);
            assertThat(shape.slotsFor(parallelism)).isEqualTo(shape.slotsAt(parallelism));
            assertThat(shape.slotsFor(parallelism - 0.5))
                    .isBetween(shape.slotsAt(parallelism - 1) - 0.0, (double) shape.slotsAt(parallelism));
        }
    }

    @Test
    void moreSlotsAreNeverWorthLess() {
        JobTopology shape = shares(1, 0.4, 0.13);
        for (int slots = 1; slots < 40; slots++) {
            assertThat(shape.worthOf(slots)).isLessThanOrEqualTo(shape.worthOf(slots + 1));
            assertThat(shape.worthOf(slots)).isCloseTo(shape.parallelismOn(slots), within(0.99));
        }
    }

    @Test
    void slotsOfGroupsThatAreAlikeAreWorthTheirPartAlsoWhereThatIsNotWhole() {
        assertThat(new JobTopology(2, 4).worthOf(3)).isEqualTo(1.5);
        assertThat(new JobTopology(2, 4).worthOf(30))
                .as("whatever the max parallelism")
                .isEqualTo(15);
    }

    @Test
    void aGroupThatKeepsItsSizeTakesNoMoreOnMoreSlots() {
        JobTopology shape = new JobTopology(
                List.of(group("a", 1), new SlotGroup("sink", 1, 1, 1), new SlotGroup("b", 1, 4, 128)), true);
        assertThat(shape.parallelismOn(9)).isEqualTo(4);
        assertThat(shape.subtasksOn(7)).as("a lower bound").isEqualTo(4);
        assertThat(shape.parallelismOn(7)).isEqualTo(2);
        assertThat(shape.usableSlots()).isEqualTo(257);
        assertThat(shape.isEven()).isFalse();
    }

    @Test
    void takesTheSharesOfAnotherShapeWhereItHasTheGroup() {
        JobTopology shape =
                shares(1, 0.25).withSharesOf(new JobTopology(List.of(group("g1", 0.5), group("g7", 0.1)), true));
        assertThat(shape).isEqualTo(shares(1, 0.5));
        assertThat(shape.withSharesOf(JobTopology.PLAIN)).isEqualTo(shape);
        assertThat(shape.with(Map.of("g1", 0.3))).isEqualTo(shares(1, 0.3));
    }
}
