package io.foretide.telemetry.signal;

import com.fasterxml.jackson.core.JsonPointer;
import io.foretide.config.Block;
import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpAccessKeys;
import io.foretide.telemetry.access.Peer;
import io.foretide.telemetry.prometheus.PromQl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One signal that a peer is asked for, as a configuration says it. Immutable. */
public record AskedSignalSettings(String name, HttpAccess access, Question question, Duration maxAge) {
    private static final Peer PEER = new Peer("The peer", "signals.asked[]", "url");
    private static final HttpAccessKeys ACCESS =
            new HttpAccessKeys(PEER, "who is asked: what answers JSON, or a Prometheus without /api/v1");
    private static final Key<String> NAME =
            Key.required("name", SignalName.codec(), "of the feature, any that is not Foretide's own");
    private static final Key<String> PATH = Key.of(
            "path",
            Codecs.text("^([/?][^\\s#]*)?$", "what follows the address, such as /orders?state=open"),
            "",
            "what follows the address; what follows '?' is in no message");
    private static final Key<JsonPointer> VALUE = Key.optional("value", pointers(), "JSON pointer to the number");
    private static final Key<JsonPointer> TIME = Key.optional(
            "time", pointers(), "JSON pointer to the time at which it was true; without it, that of the answer");
    private static final Key<String> QUERY = Key.optional(
            "query", Codecs.text("a PromQL expression"), "asked of a Prometheus instead of `value`: one series");
    private static final Key<Duration> MAX_AGE = Key.of(
            "maxAge",
            Codecs.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
            Duration.ofMinutes(5),
            "a value that is older is missing");

    /** The keys of one of them. */
    public static final Block BLOCK = new Block(
            "a block with name, url, and value or query",
            Stream.of(List.of(NAME), ACCESS.all(), List.of(PATH, VALUE, TIME, QUERY, MAX_AGE))
                    .<Key<?>>flatMap(List::stream)
                    .toList());

    /** What is asked. */
    public sealed interface Question {
        /** A number in JSON. */
        record InJson(String path, JsonPointer value, Optional<JsonPointer> time) implements Question {}

        /** The value of a PromQL expression. */
        record Expression(String query) implements Question {}
    }

    /** Reads a block; empty if there are problems, which the values keep. */
    public static Optional<AskedSignalSettings> read(Values block) {
        String name = block.get(NAME);
        Optional<HttpAccess> access = ACCESS.read(block);
        Optional<JsonPointer> value = block.find(VALUE);
        Optional<String> query = block.find(QUERY);
        String path = block.get(PATH);
        Optional<JsonPointer> time = block.find(TIME);
        Duration maxAge = block.get(MAX_AGE);
        if (value.isPresent() == query.isPresent()) {
            throw new IllegalArgumentException("signal " + name + ": must have either value or query");
        }
        if (query.isPresent() && (time.isPresent() || !path.isEmpty())) {
            throw new IllegalArgumentException("signal " + name + ": must be without path and time where it has query");
        }
        Question question = query.<Question>map(Question.Expression::new)
                .orElseGet(() -> new Question.InJson(path, value.orElseThrow(), time));
        return access.map(way -> new AskedSignalSettings(name, way, question, maxAge));
    }

    /** The signal, which is not asked yet. */
    public AskedSignal open() {
        Probe probe = question instanceof Question.InJson json
                ? new JsonProbe(access, json.path(), json.value(), json.time())
                : new PromQlProbe(new PromQl(access), ((Question.Expression) question).query());
        return new AskedSignal(name, maxAge, probe);
    }

    private static Codec<JsonPointer> pointers() {
        String allowed = "a JSON pointer such as /orders/open";
        return Codecs.text("^(/.*)?$", allowed).as(JsonPointer::compile, JsonPointer::toString);
    }
}
