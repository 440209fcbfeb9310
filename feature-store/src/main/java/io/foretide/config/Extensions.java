package io.foretide.config;

import io.foretide.text.InputException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Implementations that the jars on the class path bring, found by {@link ServiceLoader}. Thread-safe. */
public final class Extensions {
    private Extensions() {}

    /**
     * A new object of each implementation, in the order of the class path. Looks at the class path: to be called once, where
     * something is put together.
     *
     * @throws InputException if one of them cannot be made; the message names it
     */
    public static <T> List<T> of(Class<T> service) {
        try {
            return ServiceLoader.load(service).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new InputException("an extension on the class path cannot be loaded: " + e.getMessage()
                    + "\nMaybe its jar was built for another version of Foretide.");
        }
    }
}
