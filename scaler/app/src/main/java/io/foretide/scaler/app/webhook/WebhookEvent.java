package io.foretide.scaler.app.webhook;

import io.foretide.scaler.app.webhook.WebhookSettings.Kind;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Something that a job's owner may want to know.
 *
 * @param id the same however often it is sent, and by whichever replica
 * @param at by the job's clock
 * @param detail what happened, in the order in which it is written
 */
record WebhookEvent(String id, Kind kind, JobId job, Instant at, Map<String, Object> detail) {
    /** @param what tells it from all others of its kind and job */
    static WebhookEvent of(Kind kind, JobId job, String what, Instant at, Map<String, Object> detail) {
        byte[] name = (job.value() + "\n" + kind.word() + "\n" + what).getBytes(StandardCharsets.UTF_8);
        return new WebhookEvent(UUID.nameUUIDFromBytes(name).toString(), kind, job, at, detail);
    }

    /**
     * As it is sent.
     *
     * @param dropped events before it that were not
     */
    String json(long dropped) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("event", kind);
        body.put("job", job.value());
        body.put("at", at);
        body.put("dropped", dropped);
        body.put(kind.word(), detail);
        return Json.line(body);
    }
}
