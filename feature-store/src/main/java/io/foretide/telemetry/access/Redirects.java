package io.foretide.telemetry.access;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;

/** Which redirects are followed: those after which credentials are still with the same host, and not less encrypted. */
final class Redirects {
    private static final int SEE_OTHER = 303;
    private static final Set<Integer> STATUSES = Set.of(301, 302, SEE_OTHER, 307, 308);

    private Redirects() {}

    /**
     * Where to ask instead; empty if the answer is no redirect. Method and body stay the same: a PUT or POST that becomes
     * a GET is another wish.
     *
     * @param access the way on which {@code path} was asked for
     * @throws HttpAccessException if it leads elsewhere; says what to write
     */
    static Optional<URI> of(HttpResponse<?> answer, HttpAccess access, String path) throws HttpAccessException {
        URI from = answer.request().uri();
        Optional<URI> to = answer.headers().firstValue("Location").flatMap(text -> resolved(from, text));
        boolean kept =
                answer.statusCode() != SEE_OTHER || answer.request().method().equals("GET");
        if (!STATUSES.contains(answer.statusCode()) || !kept || to.isEmpty()) {
            return Optional.empty();
        }
        if (!isFollowed(from, to.get())) {
            String there = withoutSecrets(to.get());
            String base = there.endsWith(path) ? there.substring(0, there.length() - path.length()) : there;
            throw new HttpAccessException(
                    access.address().named(path) + " redirects to " + there
                            + ": it is followed only on the same host and port,"
                            + " or from http to https of the same host",
                    access.peer().setting(access.peer().addressKey() + ": \"" + base + "\""));
        }
        return to;
    }

    private static boolean isFollowed(URI from, URI to) {
        boolean sameHost = from.getHost().equalsIgnoreCase(to.getHost());
        boolean sameDoor = from.getScheme().equalsIgnoreCase(to.getScheme()) && port(from) == port(to);
        return sameHost && (sameDoor || (isHttps(to) && !isHttps(from)));
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isHttps(uri) ? 443 : 80;
    }

    /** Empty if the text is no address of HTTP. */
    private static Optional<URI> resolved(URI from, String location) {
        try {
            URI to = from.resolve(location);
            boolean http = "http".equalsIgnoreCase(to.getScheme()) || isHttps(to);
            return http && to.getHost() != null ? Optional.of(to) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A page to log in at gets tokens in its query. */
    private static String withoutSecrets(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }
}
