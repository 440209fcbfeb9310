package io.foretide.telemetry.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.foretide.telemetry.UnreadException;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpAccessKeys;
import io.foretide.telemetry.access.HttpAddress;
import io.foretide.telemetry.access.HttpRequests;
import io.foretide.telemetry.access.Peer;
import io.foretide.text.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** JSON from and to a Flink REST address; all that is asked of one Flink shares it. Thread-safe. */
public final class FlinkRest {
    private static final Peer FLINK = new Peer("Flink", "flink", "rest");

    /** Keys of the block {@code flink} that say how it is reached. */
    public static final HttpAccessKeys KEYS = new HttpAccessKeys(
            FLINK,
            "the JobManager's REST address, with its path if it has one; it must be in Reactive Mode, but for `rescale-api`");

    private static final Set<Integer> OK = Set.of(200);
    private static final Set<Integer> OK_OR_NONE = Set.of(200, 404);

    private static final Questions QUESTIONS = new Questions();

    private final HttpRequests http;

    /** A Flink that is not asked yet. */
    public FlinkRest(HttpAccess access) {
        this.http = new HttpRequests(access);
    }

    /** A Flink of which nothing but the address matters, such as {@code http://127.0.0.1:8081}. */
    public static FlinkRest at(URI address) {
        return new FlinkRest(HttpAccess.at(FLINK, address.toString()));
    }

    HttpAddress address() {
        return http.address();
    }

    /**
     * The answer to a path that always has one: an object.
     *
     * @throws UnreadException if Flink answers with another status than 200, or not with an object
     * @throws IOException if Flink cannot be reached
     */
    FlinkAnswer get(String path) throws IOException {
        return asked(path, OK).orElseThrow().object();
    }

    /** The same where the answer is a list. */
    List<FlinkAnswer> list(String path) throws IOException {
        return asked(path, OK).orElseThrow().objects();
    }

    /**
     * The answer to a path that not every version or job has, or that has none while a job restarts: empty if there is no such
     * path.
     *
     * @throws IOException if Flink cannot be reached or fails: that is not to say that there is none
     */
    Optional<FlinkAnswer> find(String path) throws IOException {
        Optional<FlinkAnswer> answer = asked(path, OK_OR_NONE);
        return answer.isPresent() ? Optional.of(answer.get().object()) : Optional.empty();
    }

    /** The same where the answer is a list. */
    Optional<List<FlinkAnswer>> findList(String path) throws IOException {
        Optional<FlinkAnswer> answer = asked(path, OK_OR_NONE);
        return answer.isPresent() ? Optional.of(answer.get().objects()) : Optional.empty();
    }

    /** What is merely good to know: what Flink refuses to tell, or does not tell as it should, is not told. */
    interface GoodToKnow<T> {
        T ask() throws IOException;
    }

    /** The answer to such a question, or {@code unknown}. Whoever does not answer at all is not asked on. */
    static <T> T told(GoodToKnow<T> question, T unknown) throws IOException {
        try {
            return question.ask();
        } catch (UnreadException e) {
            return unknown;
        }
    }

    /**
     * The results of all questions, in their order, some of them asked at once. None of them may ask so itself.
     *
     * @throws IOException that of the first which has failed, or if all together take longer than half a minute
     */
    <T> List<T> all(List<? extends Callable<T>> questions) throws IOException {
        return QUESTIONS.asked(questions, address());
    }

    private Optional<FlinkAnswer> asked(String path, Set<Integer> expected) throws IOException {
        HttpRequests.Answer answer = http.get(path);
        if (!expected.contains(answer.status())) {
            throw UnreadException.badAnswer(address().named(path) + " answers with HTTP status " + answer.status()
                    + ": " + (expected.size() > 1 ? "200 or 404" : "200") + " is expected");
        }
        return answer.status() == 200 ? Optional.of(parse(path, answer.body())) : Optional.empty();
    }

    /**
     * Sends JSON, and answers with what comes back.
     *
     * @throws IOException if Flink cannot be reached or refuses
     */
    FlinkAnswer send(String method, String path, Object body) throws IOException {
        HttpRequests.Answer answer = http.send(method, path, Json.line(body));
        if (answer.status() / 100 != 2) {
            throw UnreadException.badAnswer(method + " " + address().named(path) + " answers with HTTP status "
                    + answer.status() + ": " + answer.body().lines().findFirst().orElse(""));
        }
        return parse(path, answer.body());
    }

    private FlinkAnswer parse(String path, String body) throws UnreadException {
        try {
            return new FlinkAnswer(address().named(path), Json.tree(body));
        } catch (StreamConstraintsException e) {
            throw UnreadException.badAnswer(
                    address().named(path)
                            + " answers with JSON that is nested too deeply, or has too long a text or number",
                    e);
        } catch (JsonProcessingException e) {
            throw UnreadException.badAnswer(
                    address().named(path) + " does not answer with JSON: " + e.getOriginalMessage(), e);
        }
    }
}
