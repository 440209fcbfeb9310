package io.foretide.telemetry.flink;

import io.foretide.telemetry.Plausibility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a job asks for, and what its cluster can give it.
 *
 * @param room empty if the cluster gets TaskManagers itself, as on YARN or native Kubernetes
 */
public record JobResources(List<VertexBounds> vertices, Optional<Room> room) {
    private static final String TARGET = "execution.target";

    public JobResources {
        vertices = List.copyOf(vertices);
    }

    /**
     * Slots of a cluster whose TaskManagers are started by others.
     *
     * @param slots of all TaskManagers
     * @param ofOthers slots in which other jobs run
     */
    public record Room(int slots, int ofOthers) {
        /** Slots that the job has or can have. */
        public int free() {
            return Math.max(0, slots - ofOthers);
        }
    }

    static JobResources read(FlinkRest rest, String job) throws IOException {
        JobDetail detail = JobDetail.of(rest.get("/jobs/" + job));
        FlinkAnswer requirements = rest.get("/jobs/" + job + "/resource-requirements");
        List<VertexBounds> vertices = new ArrayList<>();
        for (JobDetail.Vertex vertex : detail.vertices()) {
            Optional<FlinkAnswer> told = requirements.find(vertex.id());
            if (told.isPresent()) {
                FlinkAnswer bounds = told.get().at("parallelism");
                vertices.add(new VertexBounds(
                        vertex.id(),
                        vertex.name(),
                        vertex.slotSharingGroup(),
                        bounds.count("lowerBound", FlinkAnswer.MAX_PARALLELISM),
                        bounds.count("upperBound", FlinkAnswer.MAX_PARALLELISM),
                        vertex.maxParallelism()));
            }
        }
        return new JobResources(
                vertices, hasOwnResourceManager(rest) ? Optional.empty() : Optional.of(room(rest, detail)));
    }

    private static boolean hasOwnResourceManager(FlinkRest rest) throws IOException {
        String target = new FlinkCluster(rest).configuration().getOrDefault(TARGET, "");
        return target.startsWith("kubernetes-") || target.startsWith("yarn-");
    }

    private static Room room(FlinkRest rest, JobDetail job) throws IOException {
        FlinkAnswer overview = rest.get("/overview");
        int slots = overview.count("slots-total", Plausibility.MAX_SLOTS);
        int ofJob = SharedSlots.of(job.vertices(), JobDetail.Vertex::slotSharingGroup, JobDetail.Vertex::running);
        int taken = slots - overview.count("slots-available", Plausibility.MAX_SLOTS);
        return new Room(slots, Math.max(0, taken - ofJob));
    }
}
