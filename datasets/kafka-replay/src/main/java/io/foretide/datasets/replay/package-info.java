/** Replays a trace into a Kafka topic at a chosen speed, record by record. */
package io.foretide.datasets.replay;
