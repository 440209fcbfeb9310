package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Check that the service can listen, or does already. */
final class PortChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ForetideConfig.Http http;

    PortChecks(ForetideConfig.Http http) {
        this.http = http;
    }

    List<Check> all() {
        Checks checks = new Checks("HTTP");
        checks.ask("port", this::port);
        return checks.all();
    }

    private Finding port() throws UnknownHostException {
        String address = http.host() + ":" + http.port();
        InetAddress host = InetAddress.getByName(http.host());
        try (ServerSocket free = new ServerSocket(http.port(), 1, host)) {
            return Finding.ok(http.host() + ":" + free.getLocalPort() + " is free");
        } catch (IOException e) {
            return isForetide()
                    ? Finding.ok("a Foretide serves at " + address)
                    : Finding.problem(
                            address + ": " + Checks.firstLine(e),
                            Fix.ours("http: {host: " + http.host() + ", port: " + (http.port() % 65_535 + 1) + "}"));
        }
    }

    private boolean isForetide() {
        try {
            URI live = new URI("http", null, http.host(), http.port(), "/health/live", null, null);
            return HttpClient.newBuilder()
                            .connectTimeout(TIMEOUT)
                            .build()
                            .send(
                                    HttpRequest.newBuilder(live)
                                            .timeout(TIMEOUT)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | java.net.URISyntaxException e) {
            return false;
        }
    }
}
