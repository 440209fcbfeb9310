package io.foretide.scaler.app.webhook;

import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.scaler.app.webhook.WebhookSettings.Kind;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Fate;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes events of ticks and conditions: what is so for a while is told once when it begins and once when it ends. A replica that
 * follows tells nothing. Not thread-safe.
 */
final class WebhookEvents {
    private static final String OF_TARGET = "target";
    private static final String OF_HOLD = "hold";
    private static final String OF_CONDITIONS = "condition";

    private final JobId job;
    private final Map<String, Map<String, Obstacle>> open = new HashMap<>();
    private Optional<Integer> recommended = Optional.empty();
    private boolean follows;

    WebhookEvents(JobId job) {
        this.job = job;
    }

    /** Something in the way. */
    private record Obstacle(String id, String sentence, Instant since) {}

    /** What a tick tells that was not told before. */
    List<WebhookEvent> tick(TickReport report) {
        follows = !report.standing().isLeading();
        if (follows) {
            open.clear();
            recommended = Optional.empty();
            return List.of();
        }
        List<WebhookEvent> events = new ArrayList<>();
        decision(report).ifPresent(events::add);
        Map<String, Obstacle> ofTarget = new LinkedHashMap<>();
        report.target().flatMap(TargetSnapshot::obstacle).ifPresent(found -> {
            String id = found.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            ofTarget.put(id, new Obstacle(id, found.message(), found.since()));
        });
        if (report.target().isPresent()) {
            events.addAll(changes(OF_TARGET, ofTarget, report.now()));
        }
        Map<String, Obstacle> ofHold = new LinkedHashMap<>();
        report.held()
                .ifPresent(cause -> ofHold.put(cause.id(), new Obstacle(cause.id(), cause.sentence(), report.now())));
        events.addAll(changes(OF_HOLD, ofHold, report.now()));
        return events;
    }

    /** What the conditions of a job tell that was not told before. */
    List<WebhookEvent> conditions(List<Condition> all, Instant now) {
        if (follows) {
            return List.of();
        }
        Map<String, Obstacle> there = new LinkedHashMap<>();
        all.forEach(one -> there.put(one.id(), new Obstacle(one.id(), one.sentence(), one.since())));
        return changes(OF_CONDITIONS, there, now);
    }

    private Optional<WebhookEvent> decision(TickReport report) {
        if (!(report.decision() instanceof Rescale rescale)) {
            recommended = Optional.empty();
            return Optional.empty();
        }
        Fate fate = report.fate().orElse(Fate.RECOMMENDED);
        boolean isAsked = fate != Fate.RECOMMENDED;
        boolean isNew = isAsked || !recommended.equals(Optional.of(rescale.toTaskManagers()));
        recommended = isAsked ? Optional.empty() : Optional.of(rescale.toTaskManagers());
        if (!isNew) {
            return Optional.empty();
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("id", report.id());
        detail.put("fromTaskManagers", rescale.fromTaskManagers());
        detail.put("toTaskManagers", rescale.toTaskManagers());
        detail.put("direction", rescale.direction());
        detail.put("fate", fate);
        detail.put("reasonId", rescale.reasonId());
        detail.put("sentence", report.sentence());
        return Optional.of(
                WebhookEvent.of(isAsked ? Kind.DECISION : Kind.RECOMMENDATION, job, report.id(), report.now(), detail));
    }

    /** Those that have begun, and those that are over. */
    private List<WebhookEvent> changes(String source, Map<String, Obstacle> now, Instant at) {
        Map<String, Obstacle> before = open.getOrDefault(source, Map.of());
        List<WebhookEvent> events = new ArrayList<>();
        Map<String, Obstacle> next = new LinkedHashMap<>();
        now.forEach((id, obstacle) -> {
            next.put(id, before.getOrDefault(id, obstacle));
            if (!before.containsKey(id)) {
                events.add(event(obstacle, at, false));
            }
        });
        before.forEach((id, obstacle) -> {
            if (!now.containsKey(id)) {
                events.add(event(obstacle, at, true));
            }
        });
        open.put(source, next);
        return events;
    }

    private WebhookEvent event(Obstacle obstacle, Instant at, boolean isOver) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("id", obstacle.id());
        detail.put("sentence", obstacle.sentence());
        detail.put("since", obstacle.since());
        detail.put("over", isOver);
        return WebhookEvent.of(Kind.OBSTACLE, job, obstacle.id() + "\n" + obstacle.since() + "\n" + isOver, at, detail);
    }
}
