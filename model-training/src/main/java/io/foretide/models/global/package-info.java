/** The network that all jobs share: what it sees and says, how it is trained before it ships, how its head learns a job. */
@NullMarked
package io.foretide.models.global;

import org.jspecify.annotations.NullMarked;
