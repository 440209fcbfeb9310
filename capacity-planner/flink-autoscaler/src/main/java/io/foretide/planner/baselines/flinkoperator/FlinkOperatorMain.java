package io.foretide.planner.baselines.flinkoperator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.foretide.planner.baselines.OperatorRequest;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.Simulator;
import io.foretide.process.ParentWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an {@link OperatorRequest} as JSON from the file that is named, or from standard input, lets the operator's autoscaler
 * size the simulated job, and writes an {@link OperatorRequest.Answer} as one line of JSON to standard output; {@link
 * io.foretide.planner.baselines.OperatorProgress} and errors go to standard error. {@code --exit-with-stdin} ends the program when standard input does. Exit codes: 0 done, 1
 * failed, 2 bad input.
 */
public final class FlinkOperatorMain {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;
    private static final String EXIT_WITH_STDIN = "--exit-with-stdin";

    // a format of its own: strict
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private FlinkOperatorMain() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.in, System.out, System.err));
    }

    /** Runs the program and returns its exit code. */
    static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        OperatorRequest request;
        Simulator simulator;
        try {
            request = request(input(arguments, in));
            simulator = new Simulator(request.settings(), request.demand());
        } catch (IOException | IllegalArgumentException e) {
            err.println("flink-autoscaler: " + problem(e));
            return BAD_INPUT;
        }
        try {
            out.println(JSON.writeValueAsString(simulate(request, simulator, err)));
            return DONE;
        } catch (JsonProcessingException | RuntimeException | LinkageError e) {
            err.println("flink-autoscaler: " + e.getMessage());
            e.printStackTrace(err);
            return FAILED;
        }
    }

    private static OperatorRequest.Answer simulate(OperatorRequest request, Simulator simulator, PrintStream err) {
        FlinkOperatorPolicy policy = new FlinkOperatorPolicy(request.variant(), request.settings());
        RecordedChanges recorded = new RecordedChanges(policy, request.settings());
        Progress progress = new Progress(simulator.ticks(), err);
        SimulationReport report = simulator.run(recorded, request.startTaskManagers(), progress);
        return new OperatorRequest.Answer(recorded.changes(), report);
    }

    private static String input(List<String> arguments, InputStream in) throws IOException {
        List<String> files = new ArrayList<>(arguments);
        boolean watch = files.remove(EXIT_WITH_STDIN);
        if (files.size() > 1 || (watch && files.isEmpty())) {
            throw new IllegalArgumentException(
                    "arguments " + arguments + ": [" + EXIT_WITH_STDIN + "] FILE, or none are allowed");
        }
        if (watch) {
            ParentWatch.start();
        }
        return files.isEmpty()
                ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(files.get(0)));
    }

    private static OperatorRequest request(String json) throws JsonProcessingException {
        OperatorRequest request = JSON.readValue(json, OperatorRequest.class);
        if (request == null) {
            throw new IllegalArgumentException("null: must be an object");
        }
        return request;
    }

    /** One line that names what is wrong. */
    private static String problem(Exception e) {
        if (e instanceof IOException && !(e instanceof JsonProcessingException)) {
            return "cannot read the request: " + e;
        }
        Throwable failure = e.getCause() instanceof IllegalArgumentException refused ? refused : e;
        String message =
                failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        return "bad request: " + String.valueOf(message).replaceAll("\\s+", " ");
    }
}
