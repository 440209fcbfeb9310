/** Telemetry from Flink's REST interface: asked by FlinkRest, counters and lag by CounterReader, rates by FlinkRestSource. */
package io.foretide.telemetry.flink;
