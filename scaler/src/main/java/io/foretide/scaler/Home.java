package io.foretide.scaler;

import java.nio.file.Path;

/** Where Foretide is installed: the launcher says so. */
public final class Home {
    private Home() {}

    /** The folder with {@code target/dist}. */
    public static Path path() {
        String home = System.getProperty("foretide.home");
        if (home == null) {
            throw new UserError(
                    UserError.USAGE, "the property foretide.home is not set: start Foretide through ./foretide");
        }
        return Path.of(home).toAbsolutePath();
    }
}
