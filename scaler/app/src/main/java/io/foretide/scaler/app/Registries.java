package io.foretide.scaler.app;

import io.foretide.scaler.app.config.RegistryPlace;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.store.JobFiles;
import io.foretide.training.registry.ModelRegistry;

/** Opens registries where they are. */
public final class Registries {
    private Registries() {}

    /**
     * A registry that may be there.
     *
     * @param opened owns the connections to a database
     * @throws io.foretide.store.StoreException if that cannot be opened
     */
    public static ModelRegistry open(RegistryPlace place, Opened opened) {
        return place instanceof RegistryPlace.InStore rows
                ? of(rows, opened.keep(Stores.open(rows.store())))
                : new ModelRegistry(((RegistryPlace.Folder) place).path());
    }

    /** The same where {@code stores} may be those of the registry. */
    public static ModelRegistry open(RegistryPlace place, Stores stores, Opened opened) {
        return place instanceof RegistryPlace.InStore rows && stores.areAt(rows.store())
                ? of(rows, stores)
                : open(place, opened);
    }

    private static ModelRegistry of(RegistryPlace.InStore place, Stores stores) {
        return new ModelRegistry(new JobFiles(stores.features(), place.job()), place.local());
    }
}
