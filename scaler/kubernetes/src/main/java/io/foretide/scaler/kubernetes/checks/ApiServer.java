package io.foretide.scaler.kubernetes.checks;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Clocks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Checks that the API server answers and knows who asks, and that its clock is ours: Leases are dated by ours. */
final class ApiServer {
    private static final int WAIT_SECONDS = 10;
    private static final int UNAUTHORIZED = 401;
    /** A third of a Lease. */
    private static final Duration MAX_SKEW_WITH_LEASES = Duration.ofSeconds(5);

    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    private final KubernetesClient client;

    ApiServer(KubernetesClient client) {
        this.client = client;
    }

    /** Whether it is worth asking more. */
    boolean check(Checks checks, boolean leases) {
        String address = client.getMasterUrl().toString();
        try {
            HttpResponse<String> answer = client.getHttpClient()
                    .sendAsync(
                            client.getHttpClient()
                                    .newHttpRequestBuilder()
                                    .uri(URI.create(address.replaceAll("/+$", "") + "/version"))
                                    .build(),
                            String.class)
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
            Instant here = Instant.now();
            if (answer.code() == UNAUTHORIZED) {
                checks.add(
                        "API server",
                        Finding.problem(
                                address + " does not know who asks: the token or certificate is not valid",
                                Fix.run("kubectl auth can-i --list")));
                return false;
            }
            checks.add("API server", Finding.ok(address + " answers"));
            checks.add("clock", clock(answer, here, leases));
            return true;
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            checks.add(
                    "API server",
                    Finding.noAnswer(address + " cannot be reached: "
                            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
                            + KubernetesAccess.hint(client)));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            checks.add("API server", Finding.noAnswer("interrupted while waiting for " + address));
            return false;
        }
    }

    private static Finding clock(HttpResponse<String> answer, Instant here, boolean leases) {
        String date = answer.header("Date");
        try {
            if (date != null) {
                Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Clocks.compare("the API server's", here, there, leases ? MAX_SKEW_WITH_LEASES : MAX_SKEW);
            }
        } catch (DateTimeException e) {
            // as if it had not said
        }
        return Finding.ok("the API server does not tell its time");
    }
}
