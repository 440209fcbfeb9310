package io.foretide.store;

import io.foretide.telemetry.access.SecretFile;
import io.foretide.text.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who reads and writes a store of a server. In no message and no log. Immutable.
 *
 * @param user empty: as the driver does, the user of this process
 * @param password empty: the server asks for none, or the driver finds it by itself, as in {@code ~/.pgpass}
 */
public record StoreLogin(Optional<String> user, Optional<String> password) {
    static final String USER = "FORETIDE_STORE_USER";
    static final String PASSWORD = "FORETIDE_STORE_PASSWORD";
    static final String PASSWORD_FILE = "FORETIDE_STORE_PASSWORD_FILE";

    /** Nobody in particular: for a file. */
    public static final StoreLogin NONE = new StoreLogin(Optional.empty(), Optional.empty());

    /**
     * As the environment tells.
     *
     * @throws InputException if the file of the password cannot be read, or there are two passwords
     */
    public static StoreLogin of(Map<String, String> environment) {
        Optional<String> user = Optional.ofNullable(environment.get(USER)).filter(name -> !name.isBlank());
        Optional<String> password =
                Optional.ofNullable(environment.get(PASSWORD)).filter(word -> !word.isEmpty());
        Optional<String> file =
                Optional.ofNullable(environment.get(PASSWORD_FILE)).filter(name -> !name.isBlank());
        if (password.isPresent() && file.isPresent()) {
            throw new InputException(PASSWORD + " and " + PASSWORD_FILE + ": only one of them can be set");
        }
        return new StoreLogin(user, file.map(StoreLogin::read).or(() -> password));
    }

    /**
     * As the environment tells, for a server; a file needs nobody.
     *
     * @throws InputException as {@link #of(Map)}
     */
    public static StoreLogin of(StoreAddress address, Map<String, String> environment) {
        return address instanceof StoreAddress.Postgres ? of(environment) : NONE;
    }

    private static String read(String file) {
        try {
            return SecretFile.password(PASSWORD_FILE, Path.of(file));
        } catch (IOException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user.orElse("this user");
    }
}
