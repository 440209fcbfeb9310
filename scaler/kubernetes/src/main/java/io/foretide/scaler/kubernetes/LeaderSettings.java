package io.foretide.scaler.kubernetes;

/**
 * How the replicas of the service find the one that acts.
 *
 * @param namespace of the Lease
 * @param lease its name
 */
public record LeaderSettings(String namespace, String lease) {}
