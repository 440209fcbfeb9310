package io.foretide.local.flink;

import io.foretide.process.ParentWatch;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.security.SecurityConfiguration;
import org.apache.flink.runtime.security.SecurityUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A TaskManager; takes the arguments of Flink's {@code taskmanager.sh}. It starts at once, and registers its slots when it is
 * woken by a byte on its standard input; it ends when that ends.
 */
public final class TaskManagerMain {
    private TaskManagerMain() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        ParentWatch.start(woken::countDown);
        Configuration configuration = TaskManagerRunner.loadConfiguration(args);
        PluginManager plugins = PluginUtils.createPluginManagerFromRootFolder(configuration);
        FileSystem.initialize(configuration, plugins);
        SecurityUtils.install(new SecurityConfiguration(configuration));
        System.exit(SecurityUtils.getInstalledContext().runSecured(() -> {
            TaskManagerRunner runner = new TaskManagerRunner(configuration, plugins, new SleepingTaskExecutor(woken));
            runner.start();
            return runner.getTerminationFuture().get().getExitCode();
        }));
    }
}
