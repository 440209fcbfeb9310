package io.foretide.scaler.app.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.process.Installation;
import io.foretide.scaler.local.FlinkLine;
import io.foretide.scaler.local.LocalKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Real jobs of many shapes on each version of Flink, a few at a time; writes docs/compatibility.md. Not part of the tests that
 * every change runs: docs/benchmarks/compatibility.sh starts it.
 */
class CompatibilityCampaign {
    private static final int AT_A_TIME = Integer.getInteger("campaign.jobs", 2);
    private static final int TICKS = Integer.getInteger("campaign.ticks", 36);
    private static final int PARTITIONS = 4;

    private static final List<FlinkLine> VERSIONS = Optional.ofNullable(System.getProperty("campaign.flink"))
            .map(version -> List.of(FlinkLine.of(version).orElseThrow()))
            .orElse(List.of(FlinkLine.values()));

    private static final List<Shape> SHAPES = Optional.ofNullable(System.getProperty("campaign.shapes"))
            .map(names -> List.of(names.split(",")))
            .map(names -> Shape.all().stream()
                    .filter(shape -> names.contains(shape.name()))
                    .toList())
            .orElse(Shape.all());

    /** Logs stay for whoever wants to know why. */
    private final Path folder =
            Installation.here().home().resolve("target/compatibility/" + System.currentTimeMillis());

    @Test
    void measuresAndDecidesAsTheTruthSays() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        int runs = VERSIONS.size() * SHAPES.size();
        long start = System.nanoTime();
        for (FlinkLine flink : VERSIONS) {
            Path work = folder.resolve(flink.toString());
            ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
            try (LocalKafka kafka = LocalKafka.start(Installation.here(), work.resolve("kafka"), topics())) {
                List<Future<Outcome>> pending = new ArrayList<>();
                for (Shape shape : SHAPES) {
                    Path own = Files.createDirectories(work.resolve(shape.name()));
                    pending.add(threads.submit(() -> new Trial(flink, shape, kafka.bootstrap(), own).run(TICKS)));
                }
                for (Future<Outcome> next : pending) {
                    Outcome outcome = next.get();
                    outcomes.add(outcome);
                    progress(outcome, outcomes.size(), runs, System.nanoTime() - start);
                    write(outcomes);
                }
            } finally {
                threads.shutdownNow();
            }
        }
        assertThat(outcomes).hasSize(runs);
    }

    private static void progress(Outcome outcome, int done, int runs, long nanos) {
        Duration left = Duration.ofNanos(nanos / done * (runs - done));
        System.err.printf("%d of %d, about %d min to go: %s", done, runs, left.toMinutes() + 1, outcome.row());
    }

    private static Map<String, Integer> topics() {
        Map<String, Integer> topics = new HashMap<>();
        for (Shape shape : SHAPES) {
            shape.feeds().forEach(feed -> topics.put(shape.name() + feed.suffix(), PARTITIONS));
        }
        return topics;
    }

    private static void write(List<Outcome> outcomes) throws Exception {
        StringBuilder page = new StringBuilder("""
                # Real jobs on real Flink

                Small jobs that read from a local Kafka at known rates and take a known time per record (they sleep, so that the
                machine's speed is not what is measured), each scaled by the service's own line with real TaskManager processes of two
                slots, from 1 to 4 of them; its clock runs six times as fast, so that a tick of a minute comes every ten seconds. In
                Reactive Mode, but for `adaptive` and `apart`, whose resource requirements are scaled (`rescale-api`), as are those of
                `session`: three TaskManagers, one of which another job takes. The work of `apart` has slots of its own, beside those of
                its source. The source of `silent` tells no lag: Kafka is asked for it (`source.kafka`). Nothing can be written to the checkpoints of `failing` after half a minute.
                "good": the measured demand (median of %d ticks) is within 3 %% of the truth, the rate of a slot, where one was learned,
                within 10 %%, and the size asked for at the end is right for a right reason.
                What is not so is in bold. Rates are per real second; those in the reasons are per second of the job's clock, a sixth.
                Written by `CompatibilityCampaign`, which `docs/benchmarks/compatibility.sh` starts, %d jobs at a time (1.20 is 1.20.5, 2.3 is
                2.3.0).

                """.formatted(TICKS - TICKS / 3, AT_A_TIME));
        page.append(Outcome.HEAD);
        outcomes.forEach(outcome -> page.append(outcome.row()));
        Files.writeString(Installation.here().home().resolve("docs/compatibility.md"), page);
    }
}
