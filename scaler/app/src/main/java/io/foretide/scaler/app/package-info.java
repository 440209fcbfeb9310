/** Wiring of the service by hand, from its configuration to its HTTP interface. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.app;
