package io.foretide.telemetry.flink;

import java.io.IOException;
import java.util.Optional;

/** Finds out whether Flink runs in Reactive Mode, in which it takes every slot it is given. Thread-safe. */
public final class ReactiveModeCheck {
    private static final String KEY = "scheduler-mode";

    private final FlinkRest rest;

    public ReactiveModeCheck(FlinkRest rest) {
        this.rest = rest;
    }

    /**
     * The problem; empty if Flink is in Reactive Mode.
     *
     * @throws IOException if Flink cannot be reached
     */
    public Optional<String> problem() throws IOException {
        String mode = "not set";
        for (FlinkAnswer entry : rest.list("/jobmanager/config")) {
            if (KEY.equals(entry.text("key"))) {
                mode = "'" + entry.node().path("value").asText() + "'";
            }
        }
        if (!mode.equalsIgnoreCase("'reactive'")) {
            return Optional.of(problem(KEY + " is " + mode));
        }
        for (FlinkAnswer job : rest.get("/jobs/overview").list("jobs")) {
            String scheduler = job.node().path("schedulerType").asText("Adaptive");
            if (!scheduler.equals("Adaptive")) {
                return Optional.of(problem("job '" + job.text("name") + "' has the scheduler " + scheduler));
            }
        }
        return Optional.empty();
    }

    private String problem(String finding) {
        return "Flink at " + rest.address() + " is not in Reactive Mode: " + finding
                + "; new TaskManagers would stay idle\nMaybe set " + KEY
                + ": reactive in Flink's configuration and start the job as a standalone application cluster";
    }
}
