package io.foretide.local.flink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.BlobCacheService;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.entrypoint.WorkingDirectory;
import org.apache.flink.runtime.externalresource.ExternalResourceInfoProvider;
import org.apache.flink.runtime.heartbeat.HeartbeatServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServices;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.rpc.FatalErrorHandler;
import org.apache.flink.runtime.rpc.RpcService;
import org.apache.flink.runtime.security.token.DelegationTokenReceiverRepository;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner.TaskExecutorService;

/** Flink's own task executor, which connects to the JobManager only when it is woken. */
final class SleepingTaskExecutor implements TaskManagerRunner.TaskExecutorServiceFactory {
    private final CountDownLatch woken;

    SleepingTaskExecutor(CountDownLatch woken) {
        this.woken = woken;
    }

    @Override
    @SuppressWarnings("try") // Flink's close() may be interrupted; it is Flink that closes this
    public TaskExecutorService createTaskExecutor(
            Configuration configuration,
            ResourceID resourceId,
            RpcService rpc,
            HighAvailabilityServices highAvailability,
            HeartbeatServices heartbeats,
            MetricRegistry metrics,
            BlobCacheService blobs,
            boolean localCommunicationOnly,
            ExternalResourceInfoProvider externalResources,
            WorkingDirectory workingDirectory,
            FatalErrorHandler fatalErrors,
            DelegationTokenReceiverRepository tokens)
            throws Exception {
        TaskExecutorService executor = TaskManagerRunner.createTaskExecutorService(
                configuration,
                resourceId,
                rpc,
                highAvailability,
                heartbeats,
                metrics,
                blobs,
                localCommunicationOnly,
                externalResources,
                workingDirectory,
                fatalErrors,
                tokens);
        return new TaskExecutorService() {
            @Override
            public void start() {
                Thread waiting = new Thread(() -> startWhenWoken(executor), "wait-for-wake");
                waiting.setDaemon(true);
                waiting.start();
            }

            @Override
            public CompletableFuture<Void> getTerminationFuture() {
                return executor.getTerminationFuture();
            }

            @Override
            public CompletableFuture<Void> closeAsync() {
                return executor.closeAsync();
            }
        };
    }

    private void startWhenWoken(TaskExecutorService executor) {
        try {
            woken.await();
            executor.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
