/**
 * Every forecast model by name: what fits, remembers and reads them, and the ensemble made of the others.
 *
 * <p>The models themselves live in the rooms below, by how they forecast; a new one is a room or a file there and a line in
 * {@link io.foretide.models.Models}.
 */
@NullMarked
package io.foretide.models;

import org.jspecify.annotations.NullMarked;
