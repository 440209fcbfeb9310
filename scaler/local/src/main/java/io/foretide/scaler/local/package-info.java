/** Flink and Kafka as plain processes of this machine, and the scaling target that adds and removes TaskManagers. */
@NullMarked
package io.foretide.scaler.local;

import org.jspecify.annotations.NullMarked;
