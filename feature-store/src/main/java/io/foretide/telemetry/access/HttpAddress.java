package io.foretide.telemetry.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;

/** Address of an HTTP interface. Printed in any way, it never says a password. Immutable. */
public final class HttpAddress {
    /** What an address has to be, as an error says it. */
    static final String ALLOWED = "an address such as http://127.0.0.1:8081";

    private static final int MAX_PORT = 65_535;
    private static final String HIDDEN = "***";

    /** Without user and password, and without a slash at the end. */
    private final URI base;

    private final Optional<Credentials.Login> login;

    private HttpAddress(URI base, Optional<Credentials.Login> login) {
        this.base = base;
        this.login = login;
    }

    /**
     * The address that {@code text} says: http or https, a host, perhaps user and password before it, a port and a path.
     *
     * @throws IllegalArgumentException naming the value, masked, and what is allowed
     */
    public static HttpAddress parse(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getPort() > MAX_PORT) {
                throw refused(text, ALLOWED);
            }
            if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw refused(text.replaceFirst("[?#].*", ""), ALLOWED + ", without what follows '?' or '#'");
            }
            Optional<Credentials.Login> login =
                    Optional.ofNullable(uri.getUserInfo()).map(Credentials.Login::parse);
            if (login.filter(one -> one.password().equals(HIDDEN)).isPresent()) {
                throw refused(text, "written with its password, which " + HIDDEN + " stands for");
            }
            String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
            String path = Objects.requireNonNullElse(uri.getRawPath(), "").replaceAll("/+$", "");
            return new HttpAddress(new URI(uri.getScheme() + "://" + host + path), login);
        } catch (URISyntaxException e) {
            throw refused(text, ALLOWED); // its message has the text
        }
    }

    /** The text with the user's password, of every address in it, as {@code ***}. */
    public static String masked(String text) {
        return text.replaceAll("(://[^/:@\"\\s]*:)[^\"\\n]*@", "$1" + HIDDEN + "@")
                .replaceAll("://[^/:@\"\\s]+@", "://" + HIDDEN + "@")
                .replaceAll("(?<![/\\w])([^/:@\"\\s]+:)(?!//)[^\"\\n]*@", "$1" + HIDDEN + "@"); // who forgot http://
    }

    private static IllegalArgumentException refused(String text, String allowed) {
        return new IllegalArgumentException("\"" + masked(text) + "\": must be " + allowed);
    }

    /** User and password that the address says. */
    Optional<Credentials.Login> login() {
        return login;
    }

    boolean isHttps() {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    /** Where {@code path}, which begins with a slash, is asked for: without user and password. */
    URI resolve(String path) {
        return URI.create(base + path);
    }

    /** An address below this one, for messages: masked, and without what follows '?', which may be a secret or very long. */
    public String named(String path) {
        int query = path.indexOf('?');
        return this + (query < 0 ? path : path.substring(0, query));
    }

    /** The address, its password masked. */
    @JsonValue
    @Override
    public String toString() {
        String text = base.toString();
        return login.map(one -> text.replaceFirst(
                        "://", "://" + (one.password().isEmpty() ? "" : one.user() + ":") + HIDDEN + "@"))
                .orElse(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpAddress that && base.equals(that.base) && login.equals(that.login);
    }

    @Override
    public int hashCode() {
        return Objects.hash(base, login);
    }
}
