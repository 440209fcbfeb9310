package io.foretide.scaler.app.config;

import java.util.Map;
import java.util.Optional;

/** Keys that are said otherwise by now. */
final class FormerKeys {
    private static final Map<String, String> NOW =
            Map.of("training.weekly", "training: {schedule: weekly, day: SUN, at: \"03:00\"}");

    private FormerKeys() {}

    /** What says by now what a key said, wherever in a file it stands. */
    static Optional<String> now(String key) {
        return NOW.entrySet().stream()
                .filter(former -> key.equals(former.getKey()) || key.endsWith("." + former.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
