/** Pieces of heavy work as a Flink batch application. Nothing of Flink is on the class path of the service. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.pieces.flink;
