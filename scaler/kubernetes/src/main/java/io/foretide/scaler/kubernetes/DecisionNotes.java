package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.scaler.control.Fate;
import io.foretide.scaler.control.TickReport;
import io.foretide.text.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves on the scaled object what was decided: events and annotations, and only where they say something new. What cannot be
 * written is logged and otherwise ignored: scaling does not depend on it. Not thread-safe.
 */
final class DecisionNotes {
    private static final Logger log = LoggerFactory.getLogger(DecisionNotes.class);

    private final KubernetesClient client;
    private final ScaledObject object;
    private @Nullable String lastEvent;
    private @Nullable Integer lastRecommended;

    DecisionNotes(KubernetesClient client, ScaledObject object) {
        this.client = client;
        this.object = object;
    }

    void tell(TickReport report) {
        try {
            if (report.decision() instanceof Rescale) {
                rescale(report);
            } else {
                lastEvent = null;
            }
            recommend(report);
        } catch (IOException e) {
            log.warn("{}", e.getMessage());
        }
    }

    private void rescale(TickReport report) throws IOException {
        String reason = reason(report);
        String key = reason + report.recommended();
        if (key.equals(lastEvent)) {
            return;
        }
        lastEvent = key;
        if (report.isApplied()) {
            object.annotate(Map.of(Annotations.LAST_DECISION, Json.line(note(report))));
        }
        emit(reason, report.sentence(), report.isRefusedOrFailed() ? "Warning" : "Normal");
    }

    private void recommend(TickReport report) throws IOException {
        if (lastRecommended == null || lastRecommended != report.recommended()) {
            object.annotate(Map.of(Annotations.RECOMMENDATION, Integer.toString(report.recommended())));
            lastRecommended = report.recommended();
        }
    }

    private static String reason(TickReport report) {
        if (report.isRefusedOrFailed()) {
            return "ForetideRefused";
        }
        if (report.fate().filter(Fate.RECOMMENDED::equals).isPresent()) {
            return "ForetideRecommends";
        }
        return report.decision() instanceof Rescale rescale && rescale.isRollback()
                ? "ForetideRolledBack"
                : "ForetideRescaled";
    }

    private static Map<String, Object> note(TickReport report) {
        ScalingDecision decision = report.decision();
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("id", report.id());
        note.put("from", ((Rescale) decision).fromTaskManagers());
        note.put("to", report.recommended());
        note.put("reason", decision.reason());
        return note;
    }

    private void emit(String reason, String message, String type) throws IOException {
        GenericKubernetesResource about = object.get();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(object.name() + ".")
                .withNamespace(object.namespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(object.kind().apiVersion())
                .withKind(object.kind().kind())
                .withNamespace(object.namespace())
                .withName(object.name())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withReason(reason)
                .withMessage(message.length() > 1000 ? message.substring(0, 1000) : message)
                .withType(type)
                .withNewSource()
                .withComponent(Api.FORETIDE)
                .endSource()
                .withFirstTimestamp(now.toString())
                .withLastTimestamp(now.toString())
                .withCount(1)
                .build();
        Api.ask(
                "write an event for " + object,
                () -> client.v1()
                        .events()
                        .inNamespace(object.namespace())
                        .resource(event)
                        .create());
    }
}
