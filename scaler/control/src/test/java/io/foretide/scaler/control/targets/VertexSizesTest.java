package io.foretide.scaler.control.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.flink.VertexBounds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VertexSizesTest {
    private static VertexBounds vertex(String id, int lower, int upper, int max) {
        return new VertexBounds(id, "vertex " + id, "one", lower, upper, max);
    }

    private static VertexSizes of(VertexBounds... vertices) {
        return VertexSizes.of(List.of(vertices), List.of(), Map.of(), Map.of());
    }

    private static List<Integer> upper(VertexSizes sizes, int slots) {
        return sizes.at(slots, sizes.shape()).stream()
                .map(VertexBounds::upperBound)
                .toList();
    }

    @Test
    void aLowerBoundStays() {
        VertexSizes sizes = of(vertex("a", 4, 4, 128), vertex("b", 1, 4, 128));
        assertThat(sizes.at(2, sizes.shape()))
                .extracting(VertexBounds::lowerBound)
                .containsExactly(4, 1);
        assertThat(upper(sizes, 2)).as("four slots are taken anyway").containsExactly(4, 4);
        assertThat(upper(sizes, 8)).containsExactly(8, 8);
        assertThat(sizes.fewestSlots()).isEqualTo(4);
    }

    @Test
    void whatItsLowerBoundHoldsUpIsScaledAgain() {
        VertexSizes sizes = of(vertex("a", 4, 4, 128), vertex("b", 1, 2, 128), vertex("c", 1, 2, 128));
        assertThat(sizes.left()).isEmpty();
        assertThat(upper(sizes, 6)).containsExactly(6, 6, 6);
    }

    @Test
    void aLowerBoundAboveTheMaxParallelismIsTakenAsItIs() {
        VertexSizes sizes = of(vertex("a", 1, 4, 128), new VertexBounds("b", "b", "two", 6, 6, 2));
        assertThat(upper(sizes, 10)).containsExactly(4, 6);
        assertThat(upper(sizes, 2)).containsExactly(1, 6);
        assertThat(of().shape()).as("a job that asks for nothing").isEqualTo(JobTopology.PLAIN);
    }

    @Test
    void everyVertexIsCappedAtItsMaxParallelism() {
        VertexSizes sizes = of(vertex("a", 1, 4, 128), vertex("b", 1, 4, 6), vertex("sink", 1, 1, 1));
        assertThat(upper(sizes, 12)).containsExactly(12, 6, 1);
        VertexSizes grown = of(vertex("a", 1, 12, 128), vertex("b", 1, 6, 6), vertex("sink", 1, 1, 1));
        assertThat(grown.left()).isEmpty();
        assertThat(upper(grown, 4)).containsExactly(4, 4, 1);
    }

    @Test
    void whatDiffersFromTheOthersIsLeftAlone() {
        VertexSizes sizes = of(vertex("a", 1, 4, 128), vertex("b", 1, 4, 128), vertex("sink", 1, 1, 128));
        assertThat(sizes.left()).containsExactly("sink");
        assertThat(upper(sizes, 10)).containsExactly(10, 10, 1);
        VertexSizes wide = of(vertex("a", 1, 4, 128), vertex("b", 1, 4, 128), vertex("lookup", 1, 9, 128));
        assertThat(upper(wide, 6)).as("nine slots are taken anyway").containsExactly(9, 9, 9);
        assertThat(wide.fewestSlots()).isEqualTo(9);
    }

    @Test
    void manyOrderedVerticesAreNotTheCommonOnes() {
        VertexSizes sizes = of(vertex("source", 1, 1, 128), vertex("work", 1, 8, 128), vertex("sink", 1, 1, 128));
        assertThat(upper(sizes, 12)).containsExactly(1, 12, 1);
    }

    @Test
    void whatIsNamedOrWasLeftBeforeIsLeftAlone() {
        List<VertexBounds> vertices = List.of(vertex("a", 1, 4, 128), vertex("b", 1, 4, 128), vertex("c", 1, 4, 128));
        VertexSizes sizes = VertexSizes.of(vertices, List.of("vertex b"), Map.of("c", 4), Map.of());
        assertThat(upper(sizes, 10)).containsExactly(10, 4, 4);
        assertThat(upper(VertexSizes.of(vertices, List.of("a"), Map.of(), Map.of()), 10))
                .containsExactly(4, 10, 10);
    }

    @Test
    void whatSomebodyHasChangedSinceItWasLeftIsJudgedAnew() {
        List<VertexBounds> vertices =
                List.of(vertex("a", 1, 4, 128), vertex("b", 1, 4, 128), vertex("sink", 1, 4, 128));
        assertThat(VertexSizes.of(vertices, List.of(), Map.of("sink", 1), Map.of())
                        .left())
                .as("it was set to that of the others")
                .isEmpty();
        assertThat(VertexSizes.of(vertices, List.of(), Map.of("sink", 4), Map.of())
                        .kept(List.of()))
                .as("the others have come to that of it")
                .containsExactly(Map.entry("sink", 4));
        assertThat(VertexSizes.of(vertices, List.of("b"), Map.of(), Map.of()).kept(List.of("b")))
                .as("the configuration remembers those that it names")
                .isEmpty();
    }

    @Test
    void slotSharingGroupsShareNoSlots() {
        VertexSizes sizes = of(
                vertex("a", 1, 4, 128),
                new VertexBounds("b", "b", "two", 1, 4, 128),
                new VertexBounds("c", "c", "three", 1, 1, 1));
        assertThat(sizes.slots()).isEqualTo(9);
        assertThat(upper(sizes, 12)).containsExactly(5, 5, 1);
        assertThat(sizes.mostSlots()).isEqualTo(257);
    }
}
