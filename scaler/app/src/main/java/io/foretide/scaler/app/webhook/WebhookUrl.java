package io.foretide.scaler.app.webhook;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where events are sent. Path and query often are a secret: printed in any way, it says scheme and host alone. Immutable.
 *
 * @param uri http or https, with a host and without a user
 */
public record WebhookUrl(URI uri) {
    /** What it has to be, as an error says it. */
    static final String ALLOWED = "an address such as https://hooks.example.com/foretide, without user and password";

    private static final String HIDDEN = "/***";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException naming what is allowed, but not the text, which may be a secret
     */
    static WebhookUrl parse(String text) {
        if (text.endsWith(HIDDEN)) {
            throw new IllegalArgumentException("must be written whole, with what " + HIDDEN + " stands for");
        }
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme());
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return new WebhookUrl(uri);
            }
        } catch (URISyntaxException e) {
            // its message has the text
        }
        throw new IllegalArgumentException("must be " + ALLOWED);
    }

    @Override
    public String toString() {
        String host = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        boolean isWhole = (uri.getRawPath() == null || uri.getRawPath().length() <= 1) && uri.getRawQuery() == null;
        return host + (isWhole ? "" : HIDDEN);
    }
}
