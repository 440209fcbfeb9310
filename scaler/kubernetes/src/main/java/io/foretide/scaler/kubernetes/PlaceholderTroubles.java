package io.foretide.scaler.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;

/** Logs each trouble with placeholders when it begins or changes, not on every tick. Not thread-safe. */
final class PlaceholderTroubles {
    private final Logger log;
    private final Map<String, String> said = new HashMap<>();

    PlaceholderTroubles(Logger log) {
        this.log = log;
    }

    void bad(String about, String what) {
        if (!Objects.equals(said.put(about, what), what)) {
            log.warn("placeholders: {}", what);
        }
    }

    void good(String about) {
        said.remove(about);
    }
}
