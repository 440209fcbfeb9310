package io.foretide.scaler.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.foretide.datasets.TraceFormatException;
import io.foretide.datasets.TraceReader;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigException;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.store.StoreException;
import io.foretide.telemetry.access.Mutator;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.text.Durations;
import io.foretide.whatif.SimulationBody;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.SimulationOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Bad input of every kind, by a seed, for some time: nothing breaks, hangs or grows, each refusal is a sentence, no secret is
 * told, and nothing is scaled down by it. Twenty seconds and a thousand of each kind with the other tests, any time by {@code .ci/attack}.
 */
class AttackIT {
    private static final Duration LENGTH = Durations.parse(System.getProperty("attack.length", "20s"));
    private static final long SEED = Long.getLong("attack.seed", 1);

    /** Of each kind; the same ones on every machine, however fast it is. */
    private static final long INPUTS = Long.getLong("attack.inputs", 1_000);

    private static final List<Class<? extends Exception>> REFUSALS = List.of(
            ConfigException.class,
            UserError.class,
            TraceFormatException.class,
            StoreException.class,
            IOException.class,
            UncheckedIOException.class);
    private static final Duration SLICE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    /** What became of the inputs of one kind. */
    private static final class Tally {
        long inputs;
        long refused;
        long longestMillis;
    }

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = LOG.getLevel();

    /** A line for each of a million inputs would be the slowest of all. */
    @BeforeEach
    void keepQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        LOG.setLevel(level);
    }

    @Test
    void nothingBreaks() throws Exception {
        List<Attack> attacks = attacks();
        List<Tally> tallies = attacks.stream().map(attack -> new Tally()).toList();
        List<Mutator> mutators = new ArrayList<>();
        attacks.forEach(attack -> mutators.add(new Mutator(SEED + mutators.size())));
        long end = System.nanoTime() + LENGTH.toNanos();
        long heapAtFirst = 0;
        for (int round = 0; System.nanoTime() < end; round++) {
            for (int i = 0; i < attacks.size(); i++) {
                long sliceEnd = System.nanoTime() + SLICE.toNanos();
                while (System.nanoTime() < sliceEnd && tallies.get(i).inputs < INPUTS) {
                    attempt(attacks.get(i), tallies.get(i), mutators.get(i));
                }
            }
            heapAtFirst = round == 0 ? heap() : heapAtFirst;
        }
        for (Attack attack : attacks) {
            attack.close();
        }
        long all = 0;
        for (int i = 0; i < attacks.size(); i++) {
            Tally tally = tallies.get(i);
            all += tally.inputs;
            System.err.printf(
                    "%-20s %,10d inputs, %,10d refused, the longest took %d ms%n",
                    attacks.get(i).name(), tally.inputs, tally.refused, tally.longestMillis);
        }
        System.err.printf("%,d inputs by seed %d; heap %d MB, at first %d%n", all, SEED, heap(), heapAtFirst);
        assertThat(heap()).isLessThan(2 * heapAtFirst + 20);
    }

    private static void attempt(Attack attack, Tally tally, Mutator mutator) throws Exception {
        long begin = System.nanoTime();
        try {
            tally.inputs += attack.once(mutator);
        } catch (Exception e) {
            tally.inputs++;
            tally.refused++;
            check(attack, e);
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        tally.longestMillis = Math.max(tally.longestMillis, millis);
        assertThat(millis).as(attack.name()).isLessThan(attack.deadline().toMillis());
    }

    /** A refusal is one of ours, says something, and tells no secret. */
    private static void check(Attack attack, Exception refusal) throws Exception {
        boolean ours = REFUSALS.stream().anyMatch(kind -> kind.isInstance(refusal))
                || (refusal instanceof IllegalArgumentException && !(refusal instanceof NumberFormatException));
        String message = String.valueOf(refusal.getMessage());
        if (!ours || message.equals("null") || message.isBlank() || message.contains("Exception")) {
            throw new AssertionError(attack.name() + " broke: " + refusal, refusal);
        }
        attack.secret().ifPresent(secret -> assertThat(message).doesNotContain(secret));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private List<Attack> attacks() throws Exception {
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new FlinkAttack(Files.createDirectories(folder.resolve("loop")), SEED));
        attacks.add(new MemoryAttack());
        attacks.add(new StoreAttack(folder.resolve("store")));
        attacks.add(new FileAttack(
                "configurations", folder.resolve("foretide.yaml"), List.of(bytes(CONFIGURATION)), ConfigReader::read));
        attacks.add(new FileAttack(
                "events",
                folder.resolve("events.csv"),
                List.of(bytes(EVENTS)),
                file -> EventCalendar.read(file, Optional.empty())));
        attacks.add(
                new FileAttack("traces", folder.resolve("trace.csv"), List.of(bytes(trace(','))), TraceReader::read));
        ComparedPolicies policies = ComparedPolicies.builtIn();
        attacks.add(new TextAttack(
                "bodies", List.of(BODY), text -> SimulationBody.read(text, policies, SimulationOptions.defaults())));
        return attacks;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String trace(char separator) {
        StringBuilder text = new StringBuilder("time" + separator + "records_per_second\n");
        for (int minute = 0; minute < 60; minute++) {
            text.append(String.format("2026-05-01T10:%02d:00Z%s%d%n", minute, separator, 100 + minute));
        }
        return text.toString();
    }

    private static final String CONFIGURATION = """
            job: orders
            tick: 1m
            flink:
              rest: "http://me:s3cret-that-nobody-may-read@127.0.0.1:8081"
            target: {type: kubernetes-deployment, namespace: streaming, name: taskmanager, mode: recommend}
            planner:
              slotsPerTaskManager: 2
              maxTaskManagers: 10
              sloLag: 1m
              cooldown: 5m
              windows:
                - {between: "22:00-06:00", min: 1, max: 4}
            http: {host: 127.0.0.1, port: 8090}
            """;

    private static final String EVENTS = """
            from,to,name,multiplier
            2026-11-27T00:00:00Z,2026-11-28T00:00:00Z,sale,2.5
            2026-12-01T18:00:00Z,2026-12-01T21:00:00Z,match,1.3
            """;

    private static final String BODY = """
            {"policies": ["predictive", "reactive"], "load": 2, "lead-time": "90s", "slots-per-task-manager": 4,
             "event": ["2026-05-01T10:00Z/1h x2"], "from": "2026-05-01T10:00:00Z", "train-share": 0.5, "seed": 3}
            """;
}
