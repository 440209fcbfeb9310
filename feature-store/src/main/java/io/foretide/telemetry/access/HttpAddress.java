package io.foretide.telemetry.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Address of an HTTP interface. Printed in any way, it never says a password. Immutable. */
public final class HttpAddress {
    /** What an address has to be, as an error says it. */
    static final String ALLOWED = "an address such as http://127.0.0.1:8081";

    private static final int MAX_PORT = 65_535;

    /** User and password, host, port. */
    private static final Pattern AUTHORITY = Pattern.compile("([^@]*@)?(\\[[^]]+]|[A-Za-z0-9._~-]+)(?::(\\d{0,6}))?");

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
            Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
            if (!http || !authority.matches() || port(authority) > MAX_PORT) {
                throw refused(text, ALLOWED);
            }
            String name = authority.group(2);
            if (name.contains("_") && !"http".equalsIgnoreCase(uri.getScheme())) {
                throw refused(text, ALLOWED + "; no certificate is for a name with an underscore");
            }
            if (uri.getHost() == null && !name.contains("_")) {
                throw refused(text, ALLOWED);
            }
            if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw refused(text.replaceFirst("[?#].*", ""), ALLOWED + ", without what follows '?' or '#'");
            }
            Optional<Credentials.Login> login = Optional.ofNullable(authority.group(1))
                    .map(user -> URI.create("http://" + user + "host").getUserInfo())
                    .map(Credentials.Login::parse);
            if (login.filter(one -> one.password().equals(HIDDEN)).isPresent()) {
                throw refused(text, "written with its password, which " + HIDDEN + " stands for");
            }
            String host = port(authority) < 0 ? name : name + ":" + port(authority);
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
                .replaceAll(":(?!//|[*]|\\s)[^\"\\n]*@", ":" + HIDDEN + "@") // without a right http://
                .replaceAll(
                        "(://[^/:@\"\\s]+:)(?![*]|\\d+(?:[^\\d\\w]|$))[^\"\\n]*",
                        "$1" + HIDDEN); // no port: a password without @
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

    /**
     * Where {@code path}, which begins with a slash, is asked for: without user and password. A name with an underscore, as containers
     * have them, is none to a URI: it is looked up each time, and the address of the host takes its place.
     *
     * @throws UnknownHostException if it has to be looked up and is not known
     */
    URI resolve(String path) throws UnknownHostException {
        if (base.getHost() != null) {
            return URI.create(base + path);
        }
        String ip = InetAddress.getByName(host()).getHostAddress();
        return URI.create(
                base.toString().replaceFirst(Pattern.quote(host()), ip.contains(":") ? "[" + ip + "]" : ip) + path);
    }

    /** The name or address of the host. */
    String host() {
        return base.getHost() != null ? base.getHost() : base.getRawAuthority().replaceFirst(":\\d*$", "");
    }

    private static int port(Matcher authority) {
        return authority.group(3) == null || authority.group(3).isEmpty() ? -1 : Integer.parseInt(authority.group(3));
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
