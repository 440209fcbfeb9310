/** Replicas of the service that share its jobs: who lives, who owns which job, and what keeps a former owner out. */
@NullMarked
package io.foretide.scaler.control.replicas;

import org.jspecify.annotations.NullMarked;
