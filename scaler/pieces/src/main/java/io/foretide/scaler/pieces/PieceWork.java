package io.foretide.scaler.pieces;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.process.Installation;
import io.foretide.retraining.Retraining;
import io.foretide.retraining.TrainingJob;
import io.foretide.series.FeatureWindow;
import io.foretide.store.JobFiles;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import io.foretide.training.TrainingMask;
import io.foretide.training.TrainingProgress;
import io.foretide.training.registry.ModelCard;
import io.foretide.training.registry.ModelRegistry;
import io.foretide.training.registry.PublishedTraining;
import io.foretide.training.registry.TrainingPlan;
import io.foretide.whatif.StoredSimulation;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.KnownJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does pieces, one or several at a time: as {@code train} and the service's own simulations do, on histories that are read where it runs.
 * Thread-safe.
 */
public final class PieceWork {
    /** What is replayed unless somebody says from when on. */
    private static final Duration SCORED = Duration.ofDays(30);

    private final Histories histories;
    private final Installation installation;
    private final ComparedPolicies policies;
    private final Optional<Scratch> scratch;

    /**
     * Work where the jobs' own folders are.
     *
     * @param installation where the programs of compared policies are
     * @param policies that a simulation may name
     */
    public PieceWork(Histories histories, Installation installation, ComparedPolicies policies) {
        this(histories, installation, policies, Optional.empty());
    }

    /**
     * Work on a machine that has nothing of the jobs.
     *
     * @param scratch for trainings under way; no two processes share it
     */
    public PieceWork(Histories histories, Scratch scratch) {
        this(histories, new Installation(scratch.root()), ComparedPolicies.builtIn(), Optional.of(scratch));
    }

    private PieceWork(
            Histories histories, Installation installation, ComparedPolicies policies, Optional<Scratch> scratch) {
        this.histories = histories;
        this.installation = installation;
        this.policies = policies;
        this.scratch = scratch;
    }

    Found find(Piece piece) throws InterruptedException, IOException {
        if (piece instanceof SimulationPiece simulation) {
            return simulated(simulation);
        }
        TrainingPiece training = (TrainingPiece) piece;
        try {
            return trained(training, registry(training));
        } finally {
            if (scratch.isPresent()) {
                scratch.get().clear(piece.job());
            }
        }
    }

    private ModelRegistry registry(TrainingPiece piece) {
        Path folder = piece.registry().folder();
        return piece.registry().isInStore()
                ? new ModelRegistry(
                        new JobFiles(histories.database(), new JobId(piece.job())),
                        scratch.map(one -> one.of(piece.job())).orElse(folder))
                : new ModelRegistry(folder);
    }

    private Found trained(TrainingPiece piece, ModelRegistry registry) throws InterruptedException, IOException {
        TrainingPiece.Request request = piece.request();
        PlannerSettings planner = piece.planner().settings();
        TrainingJob job = new StoredTraining(
                        new JobId(piece.job()), piece.planner().zone(), planner)
                .read(histories, piece.masked(), request.until());
        TrainingPlan plan = new TrainingPlan(
                job.name(),
                request.models(),
                job.zone(),
                TrainingPlan.HELD_OUT,
                request.effort(),
                request.seed(),
                registry.trainingFolder());
        TrainingMask mask = new TrainingMask(job.masked());
        FeatureWindow masked = mask.on(job.history());
        Optional<ModelCard> there = PublishedTraining.find(registry, plan, masked);
        if (there.isPresent()) {
            return new Found.Model(there.get(), isChampion(registry, there.get()), false, List.of());
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        Retraining retraining = new Retraining(
                registry, plan, planner, job.options(), mask, new PrintStream(messages, true, StandardCharsets.UTF_8));
        ModelCard card = retraining
                .run(job.history(), TrainingProgress.NONE, request.now())
                .card();
        return new Found.Model(
                card,
                isChampion(registry, card),
                true,
                messages.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static boolean isChampion(ModelRegistry registry, ModelCard card) {
        return registry.aliases().champion().filter(card.version()::equals).isPresent();
    }

    private Found simulated(SimulationPiece piece) throws InterruptedException {
        JobId job = new JobId(piece.job());
        StoredSimulation simulation = new StoredSimulation(
                installation,
                histories.features(),
                () -> histories.decisions().map(log -> log.sizes(job)).orElseGet(List::of),
                job,
                piece.zone(),
                () -> piece.planner()
                        .map(planner -> KnownJob.of(
                                planner.settings(), histories.decisions().flatMap(log -> log.learned(job))))
                        .orElseGet(KnownJob::unknown),
                policies);
        Map<String, Object> asked = new LinkedHashMap<>(piece.asked());
        asked.put("to", piece.until().toString());
        from(job, piece.until()).ifPresent(from -> asked.putIfAbsent("from", from.toString()));
        return new Found.Figures(simulation.run(Json.line(asked)));
    }

    /** The last {@link #SCORED} of a history are replayed, at most its second half. */
    private Optional<Instant> from(JobId job, Instant until) {
        return histories
                .features()
                .earliest(job)
                .flatMap(first -> histories.features().latest(job).map(last -> {
                    Instant end = last.isBefore(until) ? last : until;
                    Instant middle = first.plus(Duration.between(first, end).dividedBy(2));
                    Instant month = end.minus(SCORED);
                    return (month.isAfter(middle) ? month : middle).truncatedTo(ChronoUnit.MINUTES);
                }));
    }
}
