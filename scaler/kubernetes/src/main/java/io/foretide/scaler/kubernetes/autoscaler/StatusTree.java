package io.foretide.scaler.kubernetes.autoscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A status as it stands in an object. */
final class StatusTree {
    private StatusTree() {}

    /**
     * What is not known is left out. A condition that is as it was {@code before} keeps the time since when it is.
     *
     * @param generation of the spec that it is about
     */
    static ObjectNode of(AutoscalerStatus status, long generation, JsonNode before, Instant now) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("observedGeneration", generation);
        tree.put("state", status.state());
        status.mode().ifPresent(mode -> tree.put("mode", mode));
        ObjectNode replicas = JsonNodeFactory.instance.objectNode();
        status.current().ifPresent(count -> replicas.put("current", count));
        status.recommended().ifPresent(count -> replicas.put("recommended", count));
        if (!replicas.isEmpty()) {
            tree.set("replicas", replicas);
        }
        status.forecastPeak().ifPresent(rate -> tree.put("forecastPeak", rate));
        status.lagSeconds().ifPresent(seconds -> tree.put("lagSeconds", seconds));
        for (AutoscalerStatus.Condition condition : status.conditions()) {
            String word = condition.holds() ? "True" : "False";
            tree.withArray("conditions")
                    .addObject()
                    .put("type", condition.type().word())
                    .put("status", word)
                    .put("observedGeneration", generation)
                    .put("lastTransitionTime", since(condition, word, before, now))
                    .put("reason", condition.reason())
                    .put("message", condition.message());
        }
        return tree;
    }

    private static String since(AutoscalerStatus.Condition condition, String word, JsonNode before, Instant now) {
        for (JsonNode one : before.path("conditions")) {
            if (one.path("type").asText().equals(condition.type().word())
                    && one.path("status").asText().equals(word)) {
                return one.path("lastTransitionTime").asText();
            }
        }
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
