package io.foretide.scaler.control.targets;

import io.foretide.telemetry.flink.SharedSlots;
import io.foretide.telemetry.flink.VertexBounds;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * How the parallelism of a job's vertices follows the number of its slots. Every vertex keeps its lower bound and its max
 * parallelism; those that are left alone keep their upper bound too. Immutable.
 *
 * @param left ids of the vertices that are left alone
 */
record VertexSizes(List<VertexBounds> vertices, Set<String> left) {
    VertexSizes {
        vertices = List.copyOf(vertices);
        left = Set.copyOf(left);
    }

    /**
     * The sizes of a job. A vertex is left alone if it is named, was left before and still has the upper bound that it had then,
     * or has one other than the common one, unless its lower bound or its max parallelism is the cause.
     *
     * @param named names or ids
     * @param before upper bounds, by id
     */
    static VertexSizes of(List<VertexBounds> vertices, List<String> named, Map<String, Integer> before) {
        Set<String> left = new HashSet<>();
        vertices.stream()
                .filter(vertex -> named.stream().anyMatch(vertex::isCalled)
                        || Integer.valueOf(vertex.upperBound()).equals(before.get(vertex.id())))
                .forEach(vertex -> left.add(vertex.id()));
        int common = common(
                vertices.stream().filter(vertex -> !left.contains(vertex.id())).toList());
        vertices.stream()
                .filter(vertex -> vertex.upperBound() != bounded(vertex, common))
                .forEach(vertex -> left.add(vertex.id()));
        return new VertexSizes(vertices, left);
    }

    /** The most frequent one; 1 only if there is no other, as what is ordered has it; of equally frequent ones the largest. */
    private static int common(List<VertexBounds> vertices) {
        Map<Integer, Long> counts = vertices.stream()
                .map(VertexBounds::upperBound)
                .collect(Collectors.groupingBy(bound -> bound, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<Integer, Long> entry) -> entry.getKey() > 1)
                        .thenComparing(Map.Entry::getValue)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    private static int bounded(VertexBounds vertex, int parallelism) {
        return Math.max(vertex.lowerBound(), Math.min(parallelism, vertex.maxParallelism()));
    }

    /** Upper bounds of those that are left alone without being named, by id. */
    Map<String, Integer> kept(List<String> named) {
        return vertices.stream()
                .filter(vertex -> isLeft(vertex) && named.stream().noneMatch(vertex::isCalled))
                .collect(Collectors.toMap(VertexBounds::id, VertexBounds::upperBound));
    }

    /** Slots that the job asks for. */
    int slots() {
        return slots(vertices, VertexBounds::upperBound);
    }

    /** Slots that it takes at least. */
    int fewestSlots() {
        return slots(vertices, this::fewest);
    }

    /** Slots beyond which no vertex grows. */
    int mostSlots() {
        return slots(vertices, vertex -> isLeft(vertex) ? vertex.upperBound() : vertex.maxParallelism());
    }

    /** The vertices with the bounds that make the most of {@code slots}. */
    List<VertexBounds> at(int slots) {
        Set<String> scaled = vertices.stream()
                .filter(vertex -> !isLeft(vertex))
                .map(VertexBounds::slotSharingGroup)
                .collect(Collectors.toSet());
        int taken = slots(
                vertices.stream()
                        .filter(vertex -> !scaled.contains(vertex.slotSharingGroup()))
                        .toList(),
                VertexBounds::upperBound);
        int parallelism = Math.max(1, (slots - taken) / Math.max(1, scaled.size()));
        return vertices.stream()
                .map(vertex -> isLeft(vertex) ? vertex : vertex.upTo(bounded(vertex, parallelism)))
                .toList();
    }

    /** The vertex that takes the most slots whatever the load. */
    Optional<VertexBounds> largest() {
        return vertices.stream().max(Comparator.comparingInt(this::fewest));
    }

    /** Parallelism that a vertex has whatever the load. */
    int fewest(VertexBounds vertex) {
        return isLeft(vertex) ? vertex.upperBound() : vertex.lowerBound();
    }

    boolean isLeft(VertexBounds vertex) {
        return left.contains(vertex.id());
    }

    private static int slots(List<VertexBounds> vertices, ToIntFunction<VertexBounds> parallelism) {
        return SharedSlots.of(vertices, VertexBounds::slotSharingGroup, parallelism);
    }
}
