/** The demo: a local Flink on a recorded day, scaled before one's eyes. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.app.demo;
