package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.scaler.control.Fate;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.text.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves at a {@link Board} what was decided: events and annotations, and only where they say something new. What cannot be
 * written is logged and otherwise ignored: scaling does not depend on it. Not thread-safe.
 */
final class DecisionNotes {
    private static final Logger log = LoggerFactory.getLogger(DecisionNotes.class);

    /** A hold that comes and goes is an event once in this time. */
    private static final Duration SAID_AGAIN = Duration.ofHours(1);

    private final KubernetesClient client;
    private final ScaledObject object;
    private final Board board;
    private final LogOnChange trouble = LogOnChange.warning(log, "what was decided is not noted at the object");
    private final Map<String, Instant> holdsSaid = new HashMap<>();
    private @Nullable String lastEvent;
    private @Nullable Integer lastRecommended;
    private @Nullable Mode lastMode;

    /** As it is written, empty for none; null until then, as an earlier process may have left one. */
    private @Nullable String lastHeld;

    /** {@code board}: whom events are about, and which may have annotations besides. */
    DecisionNotes(KubernetesClient client, ScaledObject object, Board board) {
        this.client = client;
        this.object = object;
        this.board = board;
    }

    void tell(TickReport report) {
        Optional<String> failure = Stream.<Note>of(this::rescale, this::recommend, this::hold, this::mode)
                .flatMap(note -> written(note, report).stream())
                .reduce((first, next) -> first);
        failure.ifPresentOrElse(trouble::bad, trouble::good);
    }

    /** An event about the service itself. Thread-safe, unlike all else. */
    void warn(String sentence) {
        try {
            emit("ForetideOverdue", sentence, "Warning");
        } catch (IOException e) {
            log.warn("{} is not noted at the object: {}", sentence, e.getMessage());
        }
    }

    /** Something to write. */
    private interface Note {
        void write(TickReport report) throws IOException;
    }

    /** Why it is not written; one that is forbidden does not keep the others away. */
    private static Optional<String> written(Note note, TickReport report) {
        try {
            note.write(report);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void rescale(TickReport report) throws IOException {
        if (!(report.decision() instanceof Rescale)) {
            lastEvent = null;
            return;
        }
        String reason = reason(report);
        String key = reason + report.recommended();
        if (key.equals(lastEvent)) {
            return;
        }
        lastEvent = key;
        emit(reason, report.sentence(), report.isRefusedOrFailed() ? "Warning" : "Normal");
        if (board.isAnnotated() && report.isApplied()) {
            board.annotate(Map.of(Annotations.LAST_DECISION, Json.line(note(report))), Set.of());
        }
    }

    private void recommend(TickReport report) throws IOException {
        if (!board.isAnnotated()) {
            return;
        }
        if (lastRecommended == null || lastRecommended != report.recommended()) {
            board.annotate(Map.of(Annotations.RECOMMENDATION, Integer.toString(report.recommended())), Set.of());
            lastRecommended = report.recommended();
        }
    }

    /** What keeps the size is on the object for as long as it does, and an event when it begins. */
    private void hold(TickReport report) throws IOException {
        Optional<Cause> held = report.held();
        String sentence = held.map(Cause::sentence).orElse("");
        holdsSaid.values().removeIf(said -> !report.now().isBefore(said.plus(SAID_AGAIN)));
        if (held.isPresent() && holdsSaid.putIfAbsent(sentence, report.now()) == null) {
            log.info("{} is left as it is: {}", object, sentence);
            emit("ForetideHolds", "Left as it is: " + sentence + ".", "Warning");
        }
        if (board.isAnnotated() && !sentence.equals(lastHeld)) {
            board.annotate(
                    held.isPresent() ? Map.of(Annotations.HELD, sentence) : Map.of(),
                    held.isPresent() ? Set.of() : Set.of(Annotations.HELD));
            lastHeld = sentence;
        }
    }

    /** A mode that an annotation gave is lost with the object. */
    private void mode(TickReport report) throws IOException {
        Optional<Mode> mode = report.target().map(TargetSnapshot::mode);
        if (mode.isEmpty() || mode.get() == lastMode) {
            return;
        }
        if (lastMode != null) {
            String change = "The mode is " + mode.get().word() + " now, and was " + lastMode.word() + ": "
                    + board.placeOfMode() + " counts, or else the configuration's target.mode.";
            log.warn("{}: {}", object, change);
            emit("ForetideMode", change, "Normal");
        }
        lastMode = mode.get();
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
        ObjectReference about = board.reference();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(about.getName() + ".")
                .withNamespace(about.getNamespace())
                .endMetadata()
                .withInvolvedObject(about)
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
                "write an event for " + board,
                () -> client.v1()
                        .events()
                        .inNamespace(about.getNamespace())
                        .resource(event)
                        .create());
    }
}
