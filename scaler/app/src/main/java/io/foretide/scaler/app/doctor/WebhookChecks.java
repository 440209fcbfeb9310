package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.webhook.Webhook;
import io.foretide.scaler.app.webhook.WebhookSettings;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether events can be signed, and whether somebody is where they are sent: it is asked for the head alone, and sent nothing. */
final class WebhookChecks {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final WebhookSettings settings;
    private final Map<String, String> environment;

    WebhookChecks(WebhookSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    List<Check> all() {
        Checks checks = new Checks("Webhook");
        checks.add("secret", secret());
        checks.add("receiver", receiver());
        return checks.all();
    }

    private Finding secret() {
        try {
            settings.secret(environment);
            return Finding.ok("events are signed");
        } catch (IOException e) {
            return Finding.problem(Checks.firstLine(e) + ": no event is sent");
        }
    }

    private Finding receiver() {
        HttpClient client = HttpClient.newBuilder().connectTimeout(WITHIN).build();
        HttpRequest head = HttpRequest.newBuilder(settings.url().uri())
                .timeout(WITHIN)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status = client.send(head, BodyHandlers.discarding()).statusCode();
            String answers = settings.url() + " answers, with HTTP status " + status + " to HEAD";
            if (status / 100 == 3) {
                return Finding.problem(answers + ": redirects are not followed, so the address they lead to is needed");
            }
            return status >= 500 ? Finding.warning(answers) : Finding.ok(answers);
        } catch (IOException e) {
            return Finding.noAnswer(settings.url() + ": " + Webhook.why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.noAnswer(settings.url() + ": interrupted");
        }
    }
}
