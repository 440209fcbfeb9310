package io.foretide.telemetry.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.UnreadException;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpAddress;
import io.foretide.telemetry.access.HttpRequests;
import io.foretide.telemetry.prometheus.TimedSeries.Sample;
import io.foretide.text.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Queries to a Prometheus, or to what answers as one (Thanos, Mimir, VictoriaMetrics). An answer in part is none. Thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>
 */
public final class PromQl {
    /** What a function may remark of its input begins so; every other warning says that something is left out. */
    private static final String REMARK = "PromQL ";

    /** A server, or a proxy before it, that fails: where it is says nothing. */
    private static final int FAILURE = 500;

    /** Characters of a query in a message: enough to find it by. */
    private static final int MAX_SHOWN = 200;

    private final HttpRequests http;

    /** A Prometheus that is not asked yet; its address has all that stands before {@code /api/v1}. */
    public PromQl(HttpAccess access) {
        this.http = new HttpRequests(access);
    }

    public HttpAddress address() {
        return http.address();
    }

    /**
     * The series of an expression at an instant, each with one sample; those of a range selector with all samples that were
     * scraped within it.
     *
     * @throws IOException if it cannot be reached, does not understand the query, or answers in part
     */
    public List<TimedSeries> instant(String query, Instant at) throws IOException {
        return series(query, "query?query=" + encoded(query) + "&time=" + seconds(at));
    }

    /**
     * The same, now, by Prometheus's own clock.
     *
     * @throws IOException as {@link #instant(String, Instant)}
     */
    public List<TimedSeries> instant(String query) throws IOException {
        return series(query, "query?query=" + encoded(query));
    }

    /**
     * The series of an expression from one instant to another, both included, computed anew for every {@code step}.
     *
     * @throws IOException as {@link #instant(String, Instant)}
     */
    public List<TimedSeries> range(String query, Instant from, Instant to, Duration step) throws IOException {
        return series(
                query,
                "query_range?query=" + encoded(query) + "&start=" + seconds(from) + "&end=" + seconds(to) + "&step="
                        + BigDecimal.valueOf(step.toMillis(), 3).toPlainString());
    }

    private List<TimedSeries> series(String query, String path) throws IOException {
        HttpRequests.Answer answer = http.get("/api/v1/" + path);
        Optional<JsonNode> json = json(answer.body());
        String named = "Prometheus at " + address();
        if (json.isEmpty() || !json.get().has("status")) {
            if (answer.status() >= FAILURE) {
                throw UnreadException.badAnswer(
                        named + " answers with HTTP status " + answer.status() + ": must be 200");
            }
            throw UnreadException.badAnswer(named + " answers with HTTP status " + answer.status()
                    + " and not as Prometheus does: the address must be the part before /api/v1");
        }
        if (!json.get().path("status").asText().equals("success")) {
            throw UnreadException.badAnswer(named + " refuses the query " + shown(query) + ": "
                    + json.get().path("error").asText());
        }
        for (JsonNode warning : json.get().path("warnings")) {
            if (!warning.asText().startsWith(REMARK)) {
                throw UnreadException.badAnswer(answers(query) + " in part: " + warning.asText());
            }
        }
        return series(json.get().path("data"), answers(query));
    }

    /** How a sentence begins that says what is wrong with an answer; a long query is shortened. */
    public String answers(String query) {
        return "Prometheus at " + address() + " answers the query " + shown(query);
    }

    private static String shown(String query) {
        return query.length() <= MAX_SHOWN ? query : query.substring(0, MAX_SHOWN) + "...";
    }

    private static List<TimedSeries> series(JsonNode data, String answers) throws IOException {
        String type = data.path("resultType").asText();
        if (type.equals("string")) {
            throw UnreadException.badAnswer(answers + " with a text: must be numbers");
        }
        if (type.equals("scalar")) {
            return List.of(new TimedSeries(Map.of(), List.of(sample(data.path("result"), answers))));
        }
        List<TimedSeries> all = new ArrayList<>();
        for (JsonNode series : data.path("result")) {
            Map<String, String> labels = new HashMap<>();
            series.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            List<Sample> samples = new ArrayList<>();
            if (series.has("value")) {
                samples.add(sample(series.path("value"), answers));
            }
            for (JsonNode pair : series.path("values")) {
                samples.add(sample(pair, answers));
            }
            if (!samples.isEmpty()) { // such as a histogram
                all.add(new TimedSeries(labels, samples));
            }
        }
        return all;
    }

    private static Sample sample(JsonNode pair, String answers) throws IOException {
        Instant time = Instant.ofEpochMilli(Math.round(pair.path(0).asDouble() * 1_000));
        String value = pair.path(1).asText();
        try {
            return new Sample(time, Double.parseDouble(value.replaceFirst("Inf$", "Infinity")));
        } catch (NumberFormatException e) {
            throw UnreadException.badAnswer(answers + " with the value \"" + value + "\": must be a number", e);
        }
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.of(Json.tree(body));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
