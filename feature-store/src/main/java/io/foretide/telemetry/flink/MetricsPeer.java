package io.foretide.telemetry.flink;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whoever tells the metrics of a job's vertices, under the names of Flink's REST interface. */
interface MetricsPeer {
    /** What there is of a job that runs. */
    Look look(JobDetail job) throws IOException;

    /** The metrics of a job at one moment. */
    interface Look {
        /** Names of the metrics that any subtask of a vertex has, without its number; empty if nobody tells. */
        Optional<List<String>> names(String vertex) throws IOException;

        /** The same of several vertices, where nobody tells of one without names. */
        Map<String, List<String>> names(List<String> vertices) throws IOException;

        /**
         * Values of each vertex by names with a subtask's number; what is no finite number is NaN, what is not there is left
         * out.
         *
         * @param names of each vertex what is asked for
         */
        Map<String, Map<String, Double>> values(Map<String, List<String>> names) throws IOException;

        /** The smallest value among a vertex's subtasks, by names without number; empty if nobody tells one of them. */
        Optional<Map<String, Double>> smallest(String vertex, List<String> names) throws IOException;

        /** Which attempts the values are of, as far as whoever tells them knows that. */
        String attempt();
    }
}
