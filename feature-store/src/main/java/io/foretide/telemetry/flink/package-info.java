/** Telemetry from Flink's REST interface. */
package io.foretide.telemetry.flink;
