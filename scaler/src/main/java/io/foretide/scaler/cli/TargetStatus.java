package io.foretide.scaler.cli;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.foretide.planner.Controls;
import io.foretide.scaler.Json;
import io.foretide.scaler.PodCount;
import io.foretide.scaler.TargetLook;
import io.foretide.scaler.config.ForetideConfig;
import io.foretide.scaler.kubernetes.Annotations;
import io.foretide.scaler.kubernetes.BeforeShrink;
import io.foretide.scaler.kubernetes.KubernetesTarget;
import io.foretide.scaler.kubernetes.ScaledObject;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked of a scaled object, and how far it is.
 *
 * @param mode in force
 * @param annotated whether an annotation says so, and not the configuration
 * @param withheld why nothing is changed, half a sentence; empty if it is
 * @param pauses the annotations of pauses, as they are written
 * @param pods none if they cannot be seen
 * @param recommendation TaskManagers, as written on the object
 * @param lastDecision JSON, as written on the object
 * @param leader replica of Foretide that acts; empty if there is only one or it is not known
 */
record TargetStatus(
        String object,
        String mode,
        boolean annotated,
        Optional<String> withheld,
        Controls controls,
        Map<String, String> pauses,
        int replicas,
        Optional<PodCount> pods,
        Optional<String> obstacle,
        Optional<String> recommendation,
        Optional<String> lastDecision,
        Optional<String> leader) {

    static TargetStatus of(KubernetesClient client, ForetideConfig config, ForetideConfig.Kubernetes target)
            throws IOException {
        ScaledObject object = new ScaledObject(client, target.kind(), target.namespace(), target.name());
        GenericKubernetesResource found = object.get();
        Map<String, String> annotations =
                Optional.ofNullable(found.getMetadata().getAnnotations()).orElse(Map.of());
        TargetLook look =
                new KubernetesTarget(client, object, target.mode(), BeforeShrink.NOTHING, Clock.systemUTC()).look();
        Map<String, String> pauses = new LinkedHashMap<>(annotations);
        pauses.keySet().removeIf(key -> !key.startsWith(Annotations.PAUSE));
        Optional<String> mode = Optional.ofNullable(annotations.get(Annotations.MODE));
        return new TargetStatus(
                object.toString(),
                mode.orElse(target.mode().name().toLowerCase(Locale.ROOT)),
                mode.isPresent(),
                look.withheld(),
                look.controls(),
                pauses,
                look.taskManagers(),
                look.pods(),
                look.obstacle().map(obstacle -> obstacle.message()),
                Optional.ofNullable(annotations.get(Annotations.RECOMMENDATION)),
                Optional.ofNullable(annotations.get(Annotations.LAST_DECISION)),
                leader(client, config));
    }

    private static Optional<String> leader(KubernetesClient client, ForetideConfig config) throws IOException {
        if (config.leader().isEmpty()) {
            return Optional.empty();
        }
        ForetideConfig.Leader leader = config.leader().get();
        try {
            Lease lease = client.leases()
                    .inNamespace(leader.namespace())
                    .withName(leader.lease())
                    .get();
            return Optional.ofNullable(lease)
                    .map(Lease::getSpec)
                    .map(spec -> spec.getHolderIdentity())
                    .filter(holder -> !holder.isEmpty());
        } catch (KubernetesClientException e) {
            throw new IOException("cannot get Lease " + leader.namespace() + "/" + leader.lease(), e);
        }
    }

    String table() {
        StringBuilder text = new StringBuilder(object).append('\n');
        row(text, "mode", mode + (annotated ? ", by annotation" : ", by configuration"));
        row(
                text,
                "changed",
                withheld.map(why -> "no, as " + why)
                        .orElse(controls.hold().isPresent() ? "no, as everything is held" : "yes"));
        controls.hold().ifPresent(why -> row(text, "held", why));
        row(text, "paused", paused());
        row(text, "pin", text(controls.pinned()));
        row(text, "min, max", text(controls.min()) + ", " + text(controls.max()));
        row(
                text,
                "TaskManagers",
                replicas + " asked for"
                        + pods.map(count -> ", " + count.existing() + " Pods, " + count.ready() + " ready")
                                .orElse(""));
        obstacle.ifPresent(message -> row(text, "in the way", message));
        row(text, "recommended", recommendation.orElse("-"));
        row(text, "last decision", lastDecision.map(TargetStatus::sentence).orElse("-"));
        row(text, "leader", leader.orElse("-"));
        return text.toString();
    }

    private String paused() {
        if (pauses.isEmpty()) {
            return "no";
        }
        String force = controls.hold().isPresent()
                ? "everything is held"
                : controls.pausedUp() && controls.pausedDown()
                        ? "in and out"
                        : controls.pausedDown() ? "in" : controls.pausedUp() ? "out" : "no more";
        return force + " (" + pauses.toString().replaceAll("[{}]", "") + ")";
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
