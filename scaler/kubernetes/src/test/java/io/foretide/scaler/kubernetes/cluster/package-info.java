/** A real Kubernetes control plane, a small scheduler and a small kubelet for the integration tests. */
package io.foretide.scaler.kubernetes.cluster;
