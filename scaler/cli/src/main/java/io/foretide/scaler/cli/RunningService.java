package io.foretide.scaler.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.web.DecisionRoutes;
import io.foretide.scaler.app.web.PlanRoutes;
import io.foretide.scaler.app.web.TargetRoutes;
import io.foretide.scaler.control.DecisionLog.Explained;
import io.foretide.scaler.kubernetes.TargetStatus;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpAddress;
import io.foretide.telemetry.access.HttpRequests;
import io.foretide.telemetry.access.HttpRequests.Answer;
import io.foretide.telemetry.access.Peer;
import io.foretide.text.Json;
import io.foretide.text.UnreachableException;
import io.foretide.whatif.SimulationResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A service that runs, on whatever machine, asked over HTTP. */
final class RunningService {
    /** What a message says where the files of a service are not. */
    static final String HINT =
            "Maybe the service runs elsewhere, in Kubernetes for instance: --at http://127.0.0.1:8090 asks it, after"
                    + " kubectl port-forward";

    private static final String JOBS = "/v1/jobs";

    /** Of a simulation that others have to end before. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final HttpAccess access;
    private final HttpRequests requests;

    /** @param address such as http://127.0.0.1:8090 */
    RunningService(String address) {
        try {
            access = HttpAccess.at(new Peer("the service", "--at", "address"), address);
            requests = new HttpRequests(access);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--at " + e.getMessage());
        }
    }

    /** The only job that it serves. */
    String job() {
        String path = "/v1/jobs?limit=2";
        JsonNode jobs = json(get(path), path).path("jobs");
        if (jobs.size() == 1) {
            return jobs.path(0).path("name").asText();
        }
        throw UserError.usage("the service at " + requests.address() + " serves "
                + (jobs.isEmpty() ? "no job" : "several jobs: one is needed, --job; they are at " + JOBS));
    }

    /**
     * A decision by its id, or the newest rescale for {@code last}.
     *
     * @throws UserError with what the service says if there is none
     */
    Explained explained(String job, String id) {
        String path = DecisionRoutes.path(encoded(job), encoded(id));
        Answer answer = get(path);
        return read(answer, path, Explained.class);
    }

    /** Its newest decision of a job as JSON, which {@link #planned} reads. */
    String plan(String job) {
        String path = PlanRoutes.path(encoded(job));
        return accepted(get(path), path).body();
    }

    /** What {@link #plan} has answered. */
    Planned planned(String json, String job) {
        return parsed(json, PlanRoutes.path(encoded(job)), Planned.class);
    }

    /** The status of its target. */
    TargetStatus target(String job) {
        String path = TargetRoutes.path(encoded(job));
        return read(get(path), path, TargetStatus.class);
    }

    HttpAddress address() {
        return requests.address();
    }

    /**
     * What a simulation of a job's stored history found.
     *
     * @param body see {@link SimulationRequest}
     * @throws UserError with what the service says if it refuses it
     */
    SimulationResult simulated(String job, String body) throws InterruptedException {
        String path = JOBS + "/" + encoded(job) + "/simulations";
        try {
            Answer answer = new HttpRequests(access, PATIENCE).send("POST", path, body);
            return read(answer, path, SimulationResult.class);
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        } catch (IOException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()));
        }
    }

    private <T> T read(Answer answer, String path, Class<T> type) {
        return parsed(accepted(answer, path).body(), path, type);
    }

    private Answer accepted(Answer answer, String path) {
        if (answer.status() != 200) {
            String error = json(answer, path).path("error").asText();
            String sentence = "the service at " + requests.address() + " answers with status " + answer.status()
                    + (error.isEmpty() ? "" : ": " + error);
            throw answer.status() == 400 ? UserError.usage(sentence) : UserError.failed(sentence);
        }
        return answer;
    }

    private <T> T parsed(String json, String path, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (IllegalArgumentException e) {
            throw noAnswer(path);
        }
    }

    private Answer get(String path) {
        try {
            return requests.get(path);
        } catch (IOException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()));
        }
    }

    private JsonNode json(Answer answer, String path) {
        try {
            return Json.tree(answer.body());
        } catch (JsonProcessingException e) {
            throw noAnswer(path);
        }
    }

    private UserError noAnswer(String path) {
        return UserError.failed(
                requests.address() + path + " answers with something else than a service of this version does"
                        + "\nMaybe it is another program's address, or an older version's");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
