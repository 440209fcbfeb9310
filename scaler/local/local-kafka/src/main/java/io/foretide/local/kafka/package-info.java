/** A Kafka broker as a plain process. */
@NullMarked
package io.foretide.local.kafka;

import org.jspecify.annotations.NullMarked;
