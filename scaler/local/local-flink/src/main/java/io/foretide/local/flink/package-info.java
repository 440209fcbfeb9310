/** Flink as plain processes: the demo job and the entry points of JobManager and TaskManager. */
@NullMarked
package io.foretide.local.flink;

import org.jspecify.annotations.NullMarked;
