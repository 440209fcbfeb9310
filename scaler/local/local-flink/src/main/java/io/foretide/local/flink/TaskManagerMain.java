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
 * A TaskManager; takes the arguments of Flink's {@code taskmanager.sh}. With the system property
 * {@code foretide.registersWhenWoken} it starts all the same, but registers its slots only when a byte comes on its standard
 * input. It ends when that ends.
 */
public final class TaskManagerMain {
    private TaskManagerMain() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch woken = new CountDownLatch(Boolean.getBoolean("foretide.registersWhenWoken") ? 1 : 0);
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
