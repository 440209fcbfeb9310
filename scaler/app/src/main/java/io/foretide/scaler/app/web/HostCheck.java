package io.foretide.scaler.app.web;

import io.foretide.text.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a browser may ask under the name that it asks for. A page of somebody else's can have its own name resolve to this machine (DNS
 * rebinding) and then read and ask everything here; it cannot have another name. So names that anybody can own are refused unless they
 * are listed. Addresses, names without a dot, {@code localhost} and those of Kubernetes services are nobody's to own. A request that
 * a page of another origin makes is refused as well. Immutable.
 */
public final class HostCheck {
    private static final String ANY = "*";
    private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Reserved, or answered within a cluster only. */
    private static final List<String> OWNED_BY_NOBODY = List.of(".localhost", ".svc", ".svc.cluster.local");

    private static final int MAX_SHOWN = 100;

    private final Set<String> listed;
    private final Set<String> own;

    /**
     * A check.
     *
     * @param listed names of this service and of pages that may ask it, without a port; {@code *} for any
     * @param own further names of this machine
     */
    public HostCheck(Collection<String> listed, Collection<String> own) {
        this.listed = normal(listed);
        this.own = normal(own);
    }

    private static Set<String> normal(Collection<String> names) {
        return names.stream().map(HostCheck::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** A host and the port that is asked for, if it is said. */
    private record Authority(String host, Optional<String> port) {
        static Authority of(String text) {
            int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
            int colon = end > 0 && end < text.length() && text.charAt(end) == ':' ? end : -1;
            return colon < 0
                    ? new Authority(normal(text), Optional.empty())
                    : new Authority(normal(text.substring(0, colon)), Optional.of(text.substring(colon + 1)));
        }
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Answers a request that is refused; returns whether it was. */
    public boolean refuses(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        Optional<String> unread = unreadable(hosts);
        Optional<String> why =
                unread.or(() -> refusal(hosts, Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN))));
        why.ifPresent(sentence -> request.response()
                .setStatusCode(unread.isPresent() ? 400 : 403)
                .putHeader("Content-Type", "application/json")
                .end(Json.line(Map.of("error", sentence))));
        return why.isPresent();
    }

    /** What is wrong with a header Host that is none at all; empty if it can be read. */
    static Optional<String> unreadable(List<String> hosts) {
        return hosts.stream()
                .filter(host -> HostAndPort.parseAuthority(host, -1) == null)
                .findFirst()
                .map(host -> "The header Host \"" + shown(host)
                        + "\" cannot be read: must be a name or an address, and a port if it"
                        + " is not the usual one, such as 127.0.0.1:8090.");
    }

    /**
     * Why a request is refused; empty if it is not.
     *
     * @param hosts the values of its header Host: a program may say none
     */
    Optional<String> refusal(List<String> hosts, Optional<String> origin) {
        if (hosts.size() > 1) {
            return Optional.of("The header Host is there " + hosts.size() + " times: once is allowed.");
        }
        Optional<Authority> asked = hosts.stream().findFirst().map(Authority::of);
        Optional<String> unknown = asked.map(Authority::host).filter(host -> !isKnown(host));
        if (unknown.isPresent()) {
            return Optional.of("The host " + shown(unknown.get()) + " is not known here: must be an address, localhost,"
                    + " a name without a dot or of a Kubernetes service, or one of http.hosts in the configuration.");
        }
        return origin.filter(page -> !isOwn(page, asked))
                .map(page -> "The origin " + shown(page) + " is another page's: must be this service's own, or one of"
                        + " http.hosts in the configuration.");
    }

    private boolean isKnown(String host) {
        return isListed(host)
                || own.contains(host)
                || (host.startsWith("[") && host.endsWith("]"))
                || host.indexOf('.') < 0
                || IP_V4.matcher(host).matches()
                || OWNED_BY_NOBODY.stream().anyMatch(host::endsWith);
    }

    private boolean isListed(String host) {
        return listed.contains(host) || listed.contains(ANY);
    }

    private boolean isOwn(String origin, Optional<Authority> asked) {
        try {
            URI page = URI.create(origin);
            if (page.getRawAuthority() == null) {
                return listed.contains(ANY);
            }
            Authority from = Authority.of(page.getRawAuthority());
            String usual = "https".equals(page.getScheme()) ? "443" : "80";
            return isListed(from.host())
                    || asked.filter(here -> here.host().equals(from.host())
                                    && here.port()
                                            .orElse(usual)
                                            .equals(from.port().orElse(usual)))
                            .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String shown(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }
}
