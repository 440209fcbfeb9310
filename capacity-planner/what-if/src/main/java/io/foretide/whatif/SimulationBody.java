package io.foretide.whatif;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.models.Models;
import io.foretide.text.Durations;
import io.foretide.text.Instants;
import io.foretide.text.Json;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.policy.Offer;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.LoadEvent;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import io.foretide.whatif.setup.ValueForm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JSON body of {@code POST /v1/simulations}: the same names and values as the options of {@code foretide simulate}, numbers
 * as numbers or as they are written.
 *
 * @param options the options that it sets
 * @param comparison who is compared
 * @param events what is added to the load
 * @param to score up to here; empty: the end
 * @param split which part is for training, and from where on is scored
 * @param seed of everything random
 */
public record SimulationBody(
        SimulationOptions options,
        Comparison comparison,
        List<LoadEvent> events,
        Optional<Instant> to,
        EvaluationSplit.Request split,
        long seed) {
    private static final List<String> OTHERS =
            List.of("policies", "forecast-model", "event", "from", "to", "train-share", "warm-up", "seed");
    private static final int MAX_EVENTS = 100;

    public SimulationBody {
        events = List.copyOf(events);
    }

    /**
     * Reads a body.
     *
     * @param known the policies that it may name, and whose options it may set
     * @param defaults where the options stand that it does not set
     * @throws IllegalArgumentException naming the key, its value and what is allowed
     */
    public static SimulationBody read(String text, ComparedPolicies known, SimulationOptions defaults) {
        JsonNode body = object(text);
        SimulationOptions options = defaults;
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!OTHERS.contains(name)) {
                options =
                        options.withText(option(name, known), scalar(body, name).orElse(""));
            }
        }
        String model = scalar(body, "forecast-model").orElse("ridge");
        Models.named(model);
        List<String> names = list(body, "policies", known.all().size());
        List<ComparedPolicy> policies = names.isEmpty() ? known.offered(Offer.ALWAYS) : known.named(names);
        return new SimulationBody(
                options,
                new Comparison(policies, model, model, false),
                list(body, "event", MAX_EVENTS).stream().map(LoadEvent::parse).toList(),
                scalar(body, "to").map(Instants::parse),
                new EvaluationSplit.Request(
                        number(body, "train-share", 0.7),
                        scalar(body, "from").map(Instants::parse),
                        Optional.empty(),
                        Optional.empty(),
                        scalar(body, "warm-up").map(Durations::parse).orElse(Duration.ofDays(7))),
                seed(body));
    }

    private static JsonNode object(String text) {
        try {
            JsonNode body = Json.tree(text);
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is no JSON: " + Json.why(e), e);
        }
        throw new IllegalArgumentException("the body must be a JSON object such as {\"load\": \"x1.5\"}");
    }

    private static SimulationOption<?> option(String name, ComparedPolicies known) {
        Stream<String> names =
                Stream.concat(OTHERS.stream(), known.options().stream().map(SimulationOption::name));
        return known.findOption(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no key '" + name + "'; there are " + names.collect(Collectors.joining(", "))));
    }

    private static Optional<String> scalar(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException(name + " " + value + ": must be a text or a number");
        }
        return Optional.of(value.asText());
    }

    private static double number(JsonNode body, String name, double defaults) {
        try {
            return scalar(body, name).map(ValueForm.NUMBER.reading()).orElse(defaults);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " " + e.getMessage(), e);
        }
    }

    private static long seed(JsonNode body) {
        String text = scalar(body, "seed").orElse("7");
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("seed '" + text + "': must be a whole number", e);
        }
    }

    private static List<String> list(JsonNode body, String name, int max) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > max) {
            throw new IllegalArgumentException(name + " " + value + ": must be a list of at most " + max);
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
