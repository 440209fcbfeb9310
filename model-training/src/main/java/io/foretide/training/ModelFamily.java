package io.foretide.training;

import java.io.IOException;

/**
 * The models of one name: how they are fitted, and how one that was saved is read again. Stateless and thread-safe.
 *
 * <p>A family of your own is a public class with a public constructor without arguments, in a jar on the class path whose file
 * {@code META-INF/services/io.foretide.training.ModelFamily} names it. Its name is of lower-case letters, digits and dashes;
 * one that Foretide has already is not used.
 */
public interface ModelFamily extends ModelFitter {
    /**
     * Reads a model that {@link ForecastModel#save} wrote and described by this family's name as its kind. Only called for files
     * whose checksums were verified.
     *
     * @throws IOException if the files hold no such model
     */
    ForecastModel load(ModelFiles files) throws IOException;
}
