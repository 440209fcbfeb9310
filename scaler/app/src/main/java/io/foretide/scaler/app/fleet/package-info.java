/** All jobs of a process: who is served, how they stand, and the HTTP interface of the whole. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.app.fleet;
