/** The autoscaler of the Flink Kubernetes Operator, driven by the simulator instead of a cluster. */
@NullMarked
package io.foretide.planner.operator;

import org.jspecify.annotations.NullMarked;
