/** Checks whether everything that {@code foretide serve} needs is as it must be, and says how to mend what is not. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.app.doctor;
