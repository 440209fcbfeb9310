package io.foretide.store;

import io.foretide.text.InputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** Where a store is. Immutable. */
public sealed interface StoreAddress {
    /** What a store address may be, for messages. */
    String ALLOWED = "must be a path such as data/features.db, or jdbc:postgresql://host:5432/database";

    /** A file of this machine, with the history; the decisions are beside it. */
    record Sqlite(Path features) implements StoreAddress {
        private Path place() {
            return features.toAbsolutePath().normalize();
        }

        @Override
        public String toString() {
            return features.toString();
        }
    }

    /**
     * A PostgreSQL database, as its driver takes it, with all it knows of TLS; who reads it is told apart, see {@link StoreLogin}.
     */
    record Postgres(String url) implements StoreAddress {
        private static final String PREFIX = "jdbc:postgresql:";
        /** Hosts with their ports, then the database. */
        private static final Pattern PLACE = Pattern.compile(
                PREFIX + "(//[^/:,]+(:\\d{1,5})?(,[^/:,]+(:\\d{1,5})?)*/|//\\[[0-9a-fA-F:]+](:\\d{1,5})?/|/)?[^/]+");

        /** What such an address may be, for messages. */
        private static final String FORM = "must be jdbc:postgresql://host:5432/database";

        private static final List<String> SECRETS = List.of("user", "password", "sslpassword");

        /** @throws InputException if it is no such address, or tells who reads it */
        public Postgres {
            problem(url).ifPresent(problem -> {
                throw new InputException("store " + problem);
            });
        }

        /** What is wrong with an address, which it names without a secret; empty if it is right. */
        public static Optional<String> problem(String url) {
            // before the driver looks: it logs what it does not understand
            String place = withoutParameters(url);
            Optional<String> secret = parameters(url)
                    .filter(name -> SECRETS.contains(name.toLowerCase(Locale.ROOT)))
                    .findFirst();
            if (secret.isPresent() || place.contains("@")) {
                return Optional.of(withoutUser(place) + ": "
                        + secret.map(name -> "'" + name + "'").orElse("who reads it")
                        + " must not be in the address, which is logged\nMaybe set " + StoreLogin.USER + ", and "
                        + StoreLogin.PASSWORD + " or " + StoreLogin.PASSWORD_FILE);
            }
            return PLACE.matcher(place).matches() && Driver.parseURL(url, null) != null
                    ? Optional.empty()
                    : Optional.of(place + ": " + FORM);
        }

        /** Whether the address sets a parameter of the driver. */
        boolean sets(String parameter) {
            return parameters(url).anyMatch(parameter::equals);
        }

        private static Stream<String> parameters(String url) {
            return url.contains("?")
                    ? Arrays.stream(url.substring(url.indexOf('?') + 1).split("&", -1))
                            .map(pair -> pair.replaceFirst("=.*", ""))
                    : Stream.empty();
        }

        /** Parameters name files and the like: they say nothing in a message. */
        private static String withoutParameters(String url) {
            return url.replaceFirst("\\?.*", "");
        }

        @Override
        public String toString() {
            return withoutParameters(url);
        }
    }

    /**
     * An address from its text.
     *
     * @throws InputException if it is none
     */
    static StoreAddress of(String text) {
        if (text.startsWith(Postgres.PREFIX)) {
            return new Postgres(text);
        }
        // one letter and a colon are a disk
        if (text.isBlank() || text.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            throw new InputException("store '" + withoutUser(text) + "': " + ALLOWED);
        }
        try {
            return new Sqlite(Path.of(text));
        } catch (InvalidPathException e) {
            throw new InputException("store '" + text + "': " + ALLOWED);
        }
    }

    /** Whether both are one store, as far as their names tell. */
    default boolean isSameAs(StoreAddress other) {
        if (this instanceof Sqlite one && other instanceof Sqlite two) {
            return one.place().equals(two.place());
        }
        return equals(other);
    }

    private static String withoutUser(String text) {
        return text.replaceFirst("//.*@", "//");
    }
}
