package io.foretide.scaler.control.targets;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.telemetry.flink.JobResources;
import io.foretide.telemetry.flink.VertexBounds;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a job can have the sizes that are allowed. */
record RescaleApiChecks(RescaleApi settings, TargetContext context) {
    Finding find() throws IOException {
        JobResources resources = context.flink().control().resources();
        List<String> unknown = settings.leave().stream()
                .filter(name -> resources.vertices().stream().noneMatch(vertex -> vertex.isCalled(name)))
                .toList();
        if (!unknown.isEmpty()) {
            return Finding.problem("target.leave " + unknown + ": the job has no such vertex; it has "
                    + resources.vertices().stream()
                            .map(vertex -> "'" + vertex.name() + "'")
                            .collect(Collectors.joining(", ")));
        }
        VertexSizes vertices = VertexSizes.of(resources.vertices(), settings.leave(), Map.of(), Map.of());
        JobSize size = new JobSize(vertices, resources.room(), context.slotsPerTaskManager());
        Optional<Cause> tooMany = size.tooMany(context.maxTaskManagers());
        if (tooMany.isPresent()) {
            return Finding.warning(
                    context.maxTaskManagers() + " TaskManagers are allowed, but "
                            + tooMany.get().sentence(),
                    Fix.ours("planner: {maxTaskManagers: " + size.most() + "}"));
        }
        return Finding.ok(said(size));
    }

    private static String said(JobSize size) {
        String left = size.vertices().vertices().stream()
                .filter(size.vertices()::isLeft)
                .map(RescaleApiChecks::keeps)
                .collect(Collectors.joining(", "));
        return size.taskManagers() + " TaskManagers are asked for"
                + size.noFewer().map(why -> "; " + why.sentence()).orElse("")
                + (left.isEmpty() ? "" : "; in a parallelism of their own: " + left);
    }

    private static String keeps(VertexBounds vertex) {
        return "'" + vertex.name() + "' at " + vertex.upperBound();
    }
}
