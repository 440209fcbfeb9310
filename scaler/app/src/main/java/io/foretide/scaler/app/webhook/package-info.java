/** What a job's owner is told by HTTP: one JSON per event, signed, retried, and never in the way of a tick. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.app.webhook;
