package io.foretide.scaler.app.web;

import io.vertx.core.http.HttpServerResponse;

/** What every answer tells a browser: to take it for what it says it is, and, unless it is the page, to load and run nothing of it. */
public final class SecurityHeaders {
    private static final String POLICY = "Content-Security-Policy";

    private static final String DATA_ONLY = "default-src 'none'; frame-ancestors 'none'";

    private static final String OWN_FILES =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Puts them on an answer, before anything else does. */
    public static HttpServerResponse put(HttpServerResponse response) {
        return response.putHeader(POLICY, DATA_ONLY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
    }

    /** Puts those of a page, its files and events, which may load one another. */
    static HttpServerResponse putForPage(HttpServerResponse response) {
        return put(response).putHeader(POLICY, OWN_FILES);
    }
}
