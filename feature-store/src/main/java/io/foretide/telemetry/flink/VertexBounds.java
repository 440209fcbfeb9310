package io.foretide.telemetry.flink;

/**
 * Parallelism that a vertex of a job with an adaptive scheduler may have.
 *
 * @param slotSharingGroup vertices of one group run in the same slots
 * @param lowerBound the job does not run with less
 * @param upperBound what it takes if there are slots
 * @param maxParallelism Flink refuses an upper bound above it
 */
public record VertexBounds(
        String id, String name, String slotSharingGroup, int lowerBound, int upperBound, int maxParallelism) {
    /** Whether a name or an id means this vertex. */
    public boolean isCalled(String nameOrId) {
        return nameOrId.equals(id) || nameOrId.equals(name);
    }

    /** The same vertex with another upper bound. */
    public VertexBounds upTo(int bound) {
        return new VertexBounds(id, name, slotSharingGroup, lowerBound, bound, maxParallelism);
    }
}
