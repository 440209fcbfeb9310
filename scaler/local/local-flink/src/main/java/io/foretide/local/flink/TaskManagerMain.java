package io.foretide.local.flink;

import io.foretide.process.ParentWatch;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** A TaskManager; takes the arguments of Flink's {@code taskmanager.sh}. Ends when its standard input ends. */
public final class TaskManagerMain {
    private TaskManagerMain() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        TaskManagerRunner.main(args);
    }
}
