package io.foretide.scaler.app.web;

import io.vertx.core.http.HttpServerResponse;

/** What every answer tells a browser: to take it for what it says it is, and, unless it is the page, to load and run nothing of it. */
public final class SecurityHeaders {
    static final String POLICY = "Content-Security-Policy";

    private static final String DATA_ONLY = "default-src 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Puts them on an answer, before anything else does. */
    public static HttpServerResponse put(HttpServerResponse response) {
        return response.putHeader(POLICY, DATA_ONLY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
    }
}
