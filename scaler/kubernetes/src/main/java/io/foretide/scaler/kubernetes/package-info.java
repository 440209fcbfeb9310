/**
 * Scales TaskManagers through the Kubernetes API: what people ask for on the scaled object, who else owns it, how far its Pods
 * are, and what Foretide leaves there for people to read.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.kubernetes;
