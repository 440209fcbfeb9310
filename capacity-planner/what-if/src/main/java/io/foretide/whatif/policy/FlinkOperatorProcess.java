package io.foretide.whatif.policy;

import io.foretide.planner.baselines.OperatorProgress;
import io.foretide.planner.baselines.OperatorRequest;
import io.foretide.planner.baselines.OperatorRequest.Answer;
import io.foretide.planner.baselines.OperatorRequest.Variant;
import io.foretide.planner.simulation.Plan;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.process.ChildProcess;
import io.foretide.process.ClassPath;
import io.foretide.process.Installation;
import io.foretide.process.JavaProgram;
import io.foretide.series.TimeSeries;
import io.foretide.text.Json;
import io.foretide.text.UnreachableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

/**
 * The autoscaler of Flink's Kubernetes operator in the simulator: it needs a Flink of its own on the class path, so it runs
 * in a child process, in lock-step with a simulated job there, and comes back as a {@link Plan}. Immutable and thread-safe.
 */
public final class FlinkOperatorProcess {
    private static final String PROGRAM = "flink-autoscaler";
    private static final String MAIN_CLASS = "io.foretide.planner.baselines.flinkoperator.FlinkOperatorMain";
    private static final int LINES_IN_MESSAGE = 15;

    private final Installation installation;
    private final DoubleConsumer progress;

    /**
     * @param installation where the program is
     * @param progress is told now and then which share of the work is done
     */
    public FlinkOperatorProcess(Installation installation, DoubleConsumer progress) {
        this.installation = installation;
        this.progress = progress;
    }

    /**
     * The sizes that the operator chooses for {@code demand} (records/s), begun with {@code startTaskManagers}: replayed with
     * the same settings, demand and start they give the very ticks that the operator saw. Takes seconds per simulated month.
     *
     * @throws UnreachableException if the program is not built or fails
     */
    public Plan run(SimulationSettings settings, TimeSeries demand, int startTaskManagers, Variant variant) {
        OperatorRequest request = OperatorRequest.of(variant, settings, demand, startTaskManagers);
        Answer answer = ask(request);
        SimulationReport replay =
                new Simulator(settings, request.demand()).run(answer.plan(), request.startTaskManagers());
        if (!replay.equals(answer.report())) {
            throw new IllegalStateException(
                    "the replay " + replay + " is not what the child simulated: " + answer.report());
        }
        return answer.plan();
    }

    private Answer ask(OperatorRequest request) {
        ClassPath classPath = classPath();
        try {
            Path folder = Files.createTempDirectory(PROGRAM);
            try {
                Path question = Files.writeString(folder.resolve("request.json"), Json.line(request));
                Path answer = folder.resolve("answer.json");
                execute(program(classPath, question), answer);
                return Json.read(Files.readString(answer), Answer.class);
            } finally {
                for (String file : List.of("request.json", "answer.json")) {
                    Files.deleteIfExists(folder.resolve(file));
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not run the program " + PROGRAM, e);
        }
    }

    private static JavaProgram program(ClassPath classPath, Path question) {
        return new JavaProgram(
                classPath,
                MAIN_CLASS,
                List.of("-XX:+UseSerialGC", "-Xmx512m"),
                List.of("--exit-with-stdin", question.toString()));
    }

    private ClassPath classPath() {
        return installation
                .program(PROGRAM)
                .orElseThrow(() -> new UnreachableException("no program '" + PROGRAM + "' in "
                        + installation.programFolder(PROGRAM) + "\nMaybe build it: ./mvnw package -DskipTests"));
    }

    private void execute(JavaProgram program, Path answer) throws IOException {
        ChildProcess process = ChildProcess.start(PROGRAM, program.command().redirectOutput(answer.toFile()));
        try {
            String lastLines = followed(process);
            int status = process.awaitEnd();
            if (status != 0) {
                throw new UnreachableException("the program " + PROGRAM + " ended with status " + status + lastLines);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            process.requestStop();
        }
    }

    /** Passes on the progress until the process ends, and returns the end of the rest. */
    private String followed(ChildProcess process) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines = process.errors()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<OperatorProgress> share = OperatorProgress.parse(line);
                if (share.isPresent()) {
                    progress.accept(share.get().share());
                    continue;
                }
                last.addLast(line);
                if (last.size() > LINES_IN_MESSAGE) {
                    last.removeFirst();
                }
            }
        }
        return last.isEmpty() ? "" : ":\n" + String.join("\n", last);
    }
}
