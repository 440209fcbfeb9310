package io.foretide.scaler.cli;

import io.foretide.scaler.kubernetes.TargetStatus;
import io.foretide.text.Counted;
import io.foretide.text.Json;
import java.util.Map;
import java.util.OptionalInt;

/** The status of a scaled object as rows for people. */
final class TargetTable {
    private TargetTable() {}

    static String of(TargetStatus status) {
        StringBuilder text = new StringBuilder(status.object()).append('\n');
        row(text, "mode", status.mode() + (status.annotated() ? ", by annotation" : ", by configuration"));
        row(
                text,
                "changed",
                status.withheld()
                        .map(why -> "no, as " + why)
                        .orElse(
                                status.overrides().hold().isPresent()
                                        ? "no, as everything is held"
                                        : status.held()
                                                .map(why -> "no, as " + why)
                                                .orElse("yes")));
        status.overrides().hold().ifPresent(why -> row(text, "held", why.sentence()));
        row(text, "paused", paused(status));
        row(text, "pin", text(status.overrides().pinned()));
        row(
                text,
                "min, max",
                text(status.overrides().min()) + ", " + text(status.overrides().max()));
        row(
                text,
                "TaskManagers",
                status.replicas() + " asked for"
                        + status.pods()
                                .map(count ->
                                        ", " + Counted.of(count.existing(), "Pod") + ", " + count.ready() + " ready")
                                .orElse(""));
        status.obstacle().ifPresent(message -> row(text, "in the way", message));
        row(text, "recommended", status.recommendation().orElse("-"));
        row(
                text,
                "last decision",
                status.lastDecision().map(TargetTable::sentence).orElse("-"));
        row(text, "leader", status.leader().orElse("-"));
        return text.toString();
    }

    private static String paused(TargetStatus status) {
        if (status.pauses().isEmpty()) {
            return "no";
        }
        boolean up = status.overrides().pausedUp();
        boolean down = status.overrides().pausedDown();
        String force = status.overrides().hold().isPresent()
                ? "everything is held"
                : up && down ? "in and out" : down ? "in" : up ? "out" : "no more";
        return force + " (" + status.pauses().toString().replaceAll("[{}]", "") + ")";
    }

    /** The annotation's JSON as a sentence; what somebody else has written there is shown as it is. */
    private static String sentence(String json) {
        try {
            Map<?, ?> note = Json.read(json, Map.class);
            return note.get("id") + ", " + note.get("from") + " -> " + note.get("to") + ": " + note.get("reason");
        } catch (IllegalArgumentException e) {
            return json;
        }
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? String.valueOf(number.getAsInt()) : "-";
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format("  %-14s %s%n", name, value));
    }
}
