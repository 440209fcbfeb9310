package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.scaler.control.ControlLoop;
import io.foretide.scaler.control.LoopUnderTest;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.scaler.control.PretendedJob;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * One replica of Foretide for a test to kill: the real loop, target, Lease and memory, and a {@link PretendedJob} that runs on
 * whatever the Deployment asks for. Ticks every 0.3 s, which is a minute of the job's time. Says every {@link ReplicaTick} on
 * its standard output, and takes on its standard input {@code forecast 350}, {@code gate SAVED} (stop there) and {@code go};
 * ends with it.
 */
final class ReplicaMain {
    static final Duration TICK = Duration.ofMillis(300);
    static final Duration LEASE = Duration.ofSeconds(2);
    /** In the job's time; seven and a half real seconds, longer than a takeover. */
    static final Duration COOLDOWN = Duration.ofMinutes(25);

    /** Begins the line that says at which gate it stands. */
    static final String AT = "AT ";

    private static final double SPEED = 200;
    private static final Instant JOB_START = Instant.parse("2001-06-13T06:30:00Z");

    private final CountDownLatch go = new CountDownLatch(1);
    private volatile double forecast = 100;
    private volatile Gate gate = Gate.NONE;

    private ReplicaMain() {}

    /** Takes the kubeconfig, namespace, identity, Lease, data folder and the real time at which the job's clock began. */
    public static void main(String[] args) throws Exception {
        new ReplicaMain()
                .run(
                        KubernetesAccess.client(
                                Config.fromKubeconfig(Path.of(args[0]).toFile())),
                        args[1],
                        new LeaderLease.Settings(args[1], args[3], args[2], LEASE),
                        Path.of(args[4]),
                        new ScaledClock(Clock.systemUTC(), Instant.parse(args[5]), JOB_START, SPEED));
    }

    private void run(
            KubernetesClient client, String namespace, LeaderLease.Settings lease, Path folder, ScaledClock clock)
            throws Exception {
        listen();
        ScaledObject object = new ScaledObject(client, ScaledKind.DEPLOYMENT, namespace, "tm");
        KubernetesTarget target = new KubernetesTarget(client, object, Mode.AUTO, BeforeShrink.NOTHING, clock);
        ControlLoop loop = new LoopUnderTest(folder)
                .with(LoopUnderTest.SETTINGS.withRules(RuleSettings.DEFAULT.withCooldown(COOLDOWN)))
                .with(new LeaderLease(client, lease, target::claim))
                .with(new GatedMemory(new ConfigMapMemory(client, namespace)))
                .forecasting(() -> Optional.of(PretendedJob.forecast(forecast, clock.instant())))
                .loop(new PretendedJob(() -> replicas(object)), new GatedTarget(target), List.of(ReplicaMain::say));
        while (true) {
            try {
                loop.tick(clock.instant());
            } catch (RuntimeException e) {
                System.out.println("FAILED " + e.getMessage());
            }
            Thread.sleep(TICK.toMillis());
        }
    }

    private static int replicas(ScaledObject object) {
        try {
            return object.scale().getSpec().getReplicas();
        } catch (IOException e) {
            return 1;
        }
    }

    private static void say(TickReport report) {
        System.out.println(Json.line(ReplicaTick.of(report)));
    }

    private void listen() {
        Thread thread = new Thread(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    obey(line.split(" ", 2));
                }
            } catch (IOException e) {
                System.out.println("FAILED to listen: " + e.getMessage());
            }
            Runtime.getRuntime().halt(0);
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void obey(String[] words) {
        switch (words[0]) {
            case "forecast" -> forecast = Double.parseDouble(words[1]);
            case "gate" -> gate = Gate.valueOf(words[1]);
            case "go" -> go.countDown();
            default -> System.out.println("FAILED to understand " + words[0]);
        }
    }

    private void pass(Gate here) {
        if (gate == here) {
            gate = Gate.NONE;
            System.out.println(AT + here);
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class GatedMemory implements PlannerMemory {
        private final PlannerMemory memory;

        GatedMemory(PlannerMemory memory) {
            this.memory = memory;
        }

        @Override
        public Optional<Memory> load(JobId job) {
            return memory.load(job);
        }

        @Override
        public Saving save(JobId job, Memory saved) {
            if (saved.unlessApplied().isPresent()) {
                pass(Gate.DECIDED);
            }
            Saving answer = memory.save(job, saved);
            if (saved.unlessApplied().isPresent()) {
                pass(Gate.SAVED);
            }
            return answer;
        }
    }

    private final class GatedTarget implements ScalingTarget {
        private final ScalingTarget target;

        GatedTarget(ScalingTarget target) {
            this.target = target;
        }

        @Override
        public TargetSnapshot read() throws IOException {
            return target.read();
        }

        @Override
        public Answer scaleTo(int taskManagers, TargetSnapshot seen) {
            Answer answer = target.scaleTo(taskManagers, seen);
            pass(Gate.ASKED);
            return answer;
        }

        @Override
        public void tell(TickReport report) {
            target.tell(report);
        }
    }
}
