/**
 * The always-on prediction: who serves (champion or fallbacks), its forecast of every few minutes, the live score that may demote it,
 * and the HTTP paths that show it.
 */
@NullMarked
package io.foretide.inference;

import org.jspecify.annotations.NullMarked;
