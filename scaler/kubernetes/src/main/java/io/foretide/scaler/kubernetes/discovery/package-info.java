/** What in a cluster could be scaled: read once, then recognised without asking again. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.kubernetes.discovery;
