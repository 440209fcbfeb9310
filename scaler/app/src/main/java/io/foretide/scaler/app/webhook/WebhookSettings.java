package io.foretide.scaler.app.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foretide.config.Block;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.telemetry.access.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a job's owner is told, and where.
 *
 * @param secretFile holds what signs; empty: the environment does
 * @param perMinute more events than these are dropped
 */
public record WebhookSettings(WebhookUrl url, Optional<Path> secretFile, List<Kind> events, int perMinute) {
    /** The environment's word for the secret. */
    public static final String SECRET = "FORETIDE_WEBHOOK_SECRET";

    /** Kinds of events. */
    public enum Kind {
        /** A rescale was asked for: it was applied, refused, or failed on its way. */
        DECISION,
        /** A rescale was decided on and not asked for. */
        RECOMMENDATION,
        /** Something keeps the job from being decided on or scaled, or does no more. */
        OBSTACLE;

        /** The word for it, in lower case. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MAX_PER_MINUTE = 600;

    private static final Key<WebhookUrl> URL = Key.required(
            "url",
            Codecs.text(WebhookUrl.ALLOWED).as(WebhookUrl::parse, WebhookUrl::toString),
            "where one JSON per event is posted; path and query are never printed");
    private static final Key<Path> SECRET_FILE = Key.optional(
            "secretFile",
            Codecs.path(),
            "file of one line, by which events are signed; without it `" + SECRET + "` of the environment");
    private static final Key<List<Kind>> EVENTS = Key.of(
            "events",
            Codecs.set(
                    Codecs.word(List.of(Kind.values()), Kind::word), "a list of decision, recommendation and obstacle"),
            List.of(Kind.DECISION, Kind.OBSTACLE),
            "`decision`: a rescale that was asked for; `recommendation`: one that was not, if it is another than before;"
                    + " `obstacle`: something is in the way, or is no more");
    private static final Key<Integer> PER_MINUTE = Key.of(
            "perMinute",
            Codecs.count(1, MAX_PER_MINUTE, "a whole number from 1 to " + MAX_PER_MINUTE),
            30,
            "events of a job; what is more is dropped, and the next one says how many");

    /** The block {@code webhook}. */
    public static final Block BLOCK = new Block(
            "a block with url, secretFile, events and perMinute", List.of(URL, SECRET_FILE, EVENTS, PER_MINUTE));

    public WebhookSettings {
        events = List.copyOf(events);
    }

    /** Of a block. */
    public static WebhookSettings read(Values values) {
        return new WebhookSettings(
                values.get(URL), values.find(SECRET_FILE), values.get(EVENTS), values.get(PER_MINUTE));
    }

    /**
     * What signs, read anew each time, as whoever renews a file says nothing.
     *
     * @throws IOException naming what is missing
     */
    public String secret(Map<String, String> environment) throws IOException {
        if (secretFile.isPresent()) {
            return SecretFile.password("webhook.secretFile", secretFile.get());
        }
        return Optional.ofNullable(environment.get(SECRET))
                .filter(secret -> !secret.isBlank())
                .orElseThrow(() ->
                        new IOException("webhook.secretFile: is missing, and so is " + SECRET + " of the environment"));
    }
}
