package io.foretide.scaler.control;

/**
 * The Pods of a scaling target.
 *
 * @param existing that are not being deleted
 * @param scheduled of them, those that have a node
 * @param ready of them, those that are ready
 */
public record PodCount(int existing, int scheduled, int ready) {}
