/** The autoscaler of the Flink Kubernetes Operator, driven by the simulator instead of a cluster. */
@NullMarked
package io.foretide.planner.baselines.flinkoperator;

import org.jspecify.annotations.NullMarked;
