/** What Kafka itself knows of the topics that a job reads. */
@org.jspecify.annotations.NullMarked
package io.foretide.telemetry.kafka;
