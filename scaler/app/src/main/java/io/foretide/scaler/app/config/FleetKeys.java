package io.foretide.scaler.app.config;

import io.foretide.config.Block;
import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Place;
import io.foretide.config.Values;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a fleet's file, beside those of its jobs. */
final class FleetKeys {
    private static final int MOST = 1_000_000;

    static final Key<Object> JOBS = Key.required(
            "jobs",
            tree("a list of jobs, or {from: FOLDER} with a file for each"),
            "every job with the keys of `foretide.yaml`");
    static final Key<Object> DEFAULTS =
            Key.optional("defaults", tree("a block with the keys of a job"), "what counts where a job says nothing");

    static final Key<Integer> MAX_SLOTS = Key.optional(
            "maxSlots",
            Codecs.count(1, MOST, "a whole number from 1 to " + MOST),
            "slots of all jobs together; the lowest `priority` yields first, none below its minimum");
    static final Key<Integer> RESCALES_AT_ONCE = Key.optional(
            "rescalesAtOnce",
            Codecs.count(1, MOST, "a whole number from 1 to " + MOST),
            "rescales that may be under way; the highest `priority` goes first");
    static final Key<String> REPLICA = Key.derived(
            "replica",
            Codecs.text("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,251}[A-Za-z0-9])?$", "letters, digits, '-', '_' and '.'"),
            "the host's name, which is that of the Pod",
            "name of this process among those that share the jobs of a PostgreSQL `store`");
    static final Key<Duration> LEASE = Key.of(
            "lease",
            Codecs.duration(Duration.ofSeconds(5), Duration.ofMinutes(5)),
            Duration.ofSeconds(15),
            "so long after its last sign of life a replica's jobs go to the others");
    static final Key<Values> FLEET = Key.optional(
            "fleet",
            Codecs.block(new Block(
                    "a block with maxSlots, rescalesAtOnce, replica and lease",
                    List.of(MAX_SLOTS, RESCALES_AT_ONCE, REPLICA, LEASE))),
            "what all jobs have to keep together");

    static final Key<Integer> METRICS_OF_JOBS = Key.of(
            "jobs",
            Codecs.count(0, MOST, "a whole number from 0 to " + MOST),
            1_000,
            "jobs that have metrics of their own, those of the highest `priority` and then by name;"
                    + " `foretide_jobs_without_metrics` counts the others");
    static final Key<Values> METRICS = Key.optional(
            "metrics",
            Codecs.block(new Block("a block with jobs", List.of(METRICS_OF_JOBS))),
            "what `/metrics` has");

    static final Key<List<String>> NAMESPACES = Key.required(
            "namespaces",
            Codecs.set(
                    Codecs.text("^(\\*|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)$", "the name of a namespace, or * for all"),
                    "a list of namespaces, or [\"*\"] for all"),
            "where `PredictiveAutoscaler` objects count");
    static final Key<List<String>> CONTEXTS = Key.of(
            "contexts",
            Codecs.set(Codecs.text("the name of a context of the kubeconfig"), "a list of contexts of the kubeconfig"),
            List.of(),
            "contexts of the kubeconfig in whose clusters they count, such as [east, west]; without it where the service runs");
    static final Key<Values> AUTOSCALERS = Key.optional(
            "autoscalers",
            Codecs.block(new Block("a block with namespaces and contexts", List.of(NAMESPACES, CONTEXTS))),
            "jobs that are objects; without it none are");
    static final Key<Values> KUBERNETES = Key.optional(
            "kubernetes",
            Codecs.block(new Block("a block with autoscalers", List.of(AUTOSCALERS))),
            "the cluster in which the service runs, or that of the kubeconfig");

    static final Block BLOCK = new Block(
            "a file with jobs",
            List.of(
                    JOBS,
                    DEFAULTS,
                    KUBERNETES,
                    ConfigKeys.DATA,
                    ConfigKeys.STORE,
                    ConfigKeys.KEEP,
                    FLEET,
                    METRICS,
                    ConfigKeys.HTTP));

    private FleetKeys() {}

    static String hostName() {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(() -> {
                    try {
                        return InetAddress.getLocalHost().getHostName();
                    } catch (UnknownHostException e) {
                        return "foretide";
                    }
                });
    }

    /** A part that is read job by job. */
    private static Codec<Object> tree(String allowed) {
        return new Codec<>() {
            @Override
            public Object read(Object plain, Place place) {
                return plain;
            }

            @Override
            public Object write(Object value) {
                return value;
            }

            @Override
            public Map<String, Object> schema() {
                return Map.of("type", List.of("array", "object"), "description", allowed);
            }
        };
    }
}
