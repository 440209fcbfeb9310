package io.foretide.scaler.control.targets;

import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.SlotGroup;
import io.foretide.telemetry.flink.SharedSlots;
import io.foretide.telemetry.flink.VertexBounds;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * How the parallelism of a job's vertices follows the number of its slots. Every vertex keeps its lower bound and its max
 * parallelism; those that are left alone keep their upper bound too. Vertices of a slot sharing group that needs less than others
 * get its share of the parallelism. Immutable.
 *
 * @param left ids of the vertices that are left alone
 * @param common upper bound of those that are neither left alone nor sized apart, but for their own bounds
 */
record VertexSizes(List<VertexBounds> vertices, Set<String> left, int common) {
    VertexSizes {
        vertices = List.copyOf(vertices);
        left = Set.copyOf(left);
    }

    /**
     * The sizes of a job. A vertex is left alone if it is named, was left before and still has the upper bound that it had then,
     * or has one other than the common one, unless its lower bound, its max parallelism or ourselves are the cause.
     *
     * @param named names or ids
     * @param before upper bounds of those that were left alone, by id
     * @param apart upper bounds of those that we have sized apart, by id
     */
    static VertexSizes of(
            List<VertexBounds> vertices, List<String> named, Map<String, Integer> before, Map<String, Integer> apart) {
        Set<String> left = new HashSet<>();
        vertices.stream()
                .filter(vertex -> named.stream().anyMatch(vertex::isCalled) || isStillAt(before, vertex))
                .forEach(vertex -> left.add(vertex.id()));
        Map<Boolean, List<VertexBounds>> ours = vertices.stream()
                .filter(vertex -> !left.contains(vertex.id()))
                .collect(Collectors.partitioningBy(vertex -> isStillAt(apart, vertex)));
        List<VertexBounds> others = Objects.requireNonNull(ours.get(false));
        int common = common(others, Objects.requireNonNull(ours.get(true)));
        others.stream()
                .filter(vertex -> vertex.upperBound() != bounded(vertex, common))
                .forEach(vertex -> left.add(vertex.id()));
        return new VertexSizes(vertices, left, common);
    }

    /** The most frequent one of those that follow the job's parallelism, or else the largest that we have sized apart. */
    private static int common(List<VertexBounds> others, List<VertexBounds> apart) {
        List<VertexBounds> free = others.stream()
                .filter(vertex -> vertex.upperBound() > 1 && !isHeld(vertex))
                .toList();
        return !free.isEmpty() || apart.isEmpty() || !others.stream().allMatch(VertexSizes::isHeld)
                ? mostFrequent(free.isEmpty() ? others : free)
                : apart.stream().mapToInt(VertexBounds::upperBound).max().orElseThrow();
    }

    /** 1 only if there is no other, as what is ordered has it; of equally frequent ones the largest. */
    private static int mostFrequent(List<VertexBounds> vertices) {
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

    /** Whether nothing but its own bounds tells its upper bound. */
    private static boolean isHeld(VertexBounds vertex) {
        return vertex.upperBound() == vertex.maxParallelism()
                || (vertex.lowerBound() > 1 && vertex.upperBound() == vertex.lowerBound());
    }

    /** Whether a vertex has the upper bound that {@code bounds} have for it, by id. */
    static boolean isStillAt(Map<String, Integer> bounds, VertexBounds vertex) {
        return Integer.valueOf(vertex.upperBound()).equals(bounds.get(vertex.id()));
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

    /** Slots of their own that its vertices have. */
    int groups() {
        return (int)
                vertices.stream().map(VertexBounds::slotSharingGroup).distinct().count();
    }

    /** Slots that it takes at least. */
    int fewestSlots() {
        return slots(vertices, this::fewest);
    }

    /** Slots beyond which no vertex grows. */
    int mostSlots() {
        return slots(vertices, this::most);
    }

    /** Ids of those among {@code apart} that still have these upper bounds. */
    Set<String> ours(Map<String, Integer> apart) {
        return vertices.stream()
                .filter(vertex -> !isLeft(vertex) && isStillAt(apart, vertex))
                .map(VertexBounds::id)
                .collect(Collectors.toSet());
    }

    /** Upper bounds that are lower than another of ours and not left alone, by id: nothing but a memory tells them from others'. */
    Map<String, Integer> apart(List<VertexBounds> ours) {
        int largest = ours.stream()
                .filter(vertex -> !isLeft(vertex))
                .mapToInt(VertexBounds::upperBound)
                .max()
                .orElse(common);
        return ours.stream()
                .filter(vertex -> !isLeft(vertex) && vertex.upperBound() < bounded(vertex, largest))
                .collect(Collectors.toMap(VertexBounds::id, VertexBounds::upperBound));
    }

    /** The shape of the job as its bounds are. */
    JobTopology shape() {
        if (vertices.isEmpty()) {
            return JobTopology.PLAIN;
        }
        Map<String, List<VertexBounds>> groups = vertices.stream()
                .collect(
                        Collectors.groupingBy(VertexBounds::slotSharingGroup, LinkedHashMap::new, Collectors.toList()));
        return new JobTopology(
                groups.entrySet().stream()
                        .map(group -> group(group.getKey(), group.getValue()))
                        .toList(),
                true);
    }

    private SlotGroup group(String id, List<VertexBounds> members) {
        int fewest = slots(members, this::fewest);
        int most = Math.max(Math.max(1, fewest), slots(members, this::most));
        List<VertexBounds> scaled =
                members.stream().filter(vertex -> !isLeft(vertex)).toList();
        int parallelism = slots(scaled, VertexBounds::upperBound);
        boolean whole = scaled.stream().anyMatch(vertex -> vertex.upperBound() >= bounded(vertex, common));
        return new SlotGroup(id, whole || parallelism < 1 ? 1 : (double) parallelism / common, fewest, most);
    }

    /** The vertices with the bounds that make the most of {@code slots}, where the groups have the shares of {@code shape}. */
    List<VertexBounds> at(int slots, JobTopology shape) {
        int parallelism = Math.max(1, shape.parallelismOn(Math.max(slots, fewestSlots())));
        Map<String, SlotGroup> groups =
                shape.groups().stream().collect(Collectors.toMap(SlotGroup::id, group -> group));
        return vertices.stream()
                .map(vertex -> isLeft(vertex)
                        ? vertex
                        : vertex.upTo(bounded(
                                vertex,
                                Objects.requireNonNull(groups.get(vertex.slotSharingGroup()))
                                        .of(parallelism))))
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

    private int most(VertexBounds vertex) {
        return isLeft(vertex) ? vertex.upperBound() : vertex.maxParallelism();
    }

    boolean isLeft(VertexBounds vertex) {
        return left.contains(vertex.id());
    }

    private static int slots(List<VertexBounds> vertices, ToIntFunction<VertexBounds> parallelism) {
        return SharedSlots.of(vertices, VertexBounds::slotSharingGroup, parallelism);
    }
}
