package io.foretide.scaler.kubernetes.autoscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

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
        status.taskManagers().current().ifPresent(count -> replicas.put("current", count));
        status.taskManagers().recommended().ifPresent(count -> replicas.put("recommended", count));
        if (!replicas.isEmpty()) {
            tree.set("replicas", replicas);
        }
        status.forecastPeak()
                .ifPresent(peak -> tree.put(StatusPace.PEAK, rounded(peak.recordsPerSecond()))
                        .put(StatusPace.PEAK_AT, time(peak.at())));
        status.lagSeconds().ifPresent(seconds -> tree.put(StatusPace.LAG, rounded(seconds)));
        status.lastRescale().ifPresent(rescale -> tree.set("lastRescale", tree(rescale, before)));
        status.model().ifPresent(model -> {
            ObjectNode node = tree.putObject("model").put("name", model.name());
            model.version().ifPresent(version -> node.put("version", version));
            model.trained().ifPresent(trained -> node.put("trained", time(trained)));
        });
        status.budget().ifPresent(budget -> {
            ObjectNode node = tree.putObject(StatusPace.BUDGET).put("rescales", budget.rescales());
            budget.violationMinutes().ifPresent(minutes -> node.put("violationMinutes", (long) Math.floor(minutes)));
        });
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

    /** The reason stays where it is still known there alone. */
    private static ObjectNode tree(AutoscalerStatus.LastRescale rescale, JsonNode before) {
        String at = time(rescale.at());
        JsonNode known = before.path("lastRescale");
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("time", at)
                .put("from", rescale.from())
                .put("to", rescale.to());
        rescale.reason()
                .or(() -> Optional.of(known)
                        .filter(node -> node.path("time").asText().equals(at) && node.has("reason"))
                        .map(node -> node.path("reason").asText()))
                .ifPresent(reason -> tree.put("reason", reason));
        return tree;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** To two digits: a figure that hardly moves is not written again. */
    private static long rounded(double value) {
        return new BigDecimal(value).round(new MathContext(2)).longValue();
    }

    private static String since(AutoscalerStatus.Condition condition, String word, JsonNode before, Instant now) {
        for (JsonNode one : before.path("conditions")) {
            if (one.path("type").asText().equals(condition.type().word())
                    && one.path("status").asText().equals(word)) {
                return one.path("lastTransitionTime").asText();
            }
        }
        return time(now);
    }
}
