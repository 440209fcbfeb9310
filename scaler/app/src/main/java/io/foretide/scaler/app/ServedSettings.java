package io.foretide.scaler.app;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.TuningMode;
import io.foretide.retraining.tuning.KeptTuning;
import io.foretide.retraining.tuning.Proposal;
import io.foretide.retraining.tuning.TuningState;
import io.foretide.retraining.tuning.TuningState.Night;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.SettingsLog;
import io.foretide.scaler.control.TickReport;
import io.foretide.whatif.tune.Probation;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that a job is planned with: those of the configuration, and where {@code planner.tuning} is auto, below them what
 * was adopted at night. Follows {@code tuning.json}: whoever changes it, the next tick plans so. What does not fit is said once,
 * and the configuration alone serves. Thread-safe.
 */
final class ServedSettings implements Supplier<PlannerSettings> {
    private static final Logger log = LoggerFactory.getLogger(ServedSettings.class);

    private final ForetideConfig.Tuning tuning;
    private final PlannerSettings configured;
    private final KeptTuning kept;
    private final Consumer<Served> listener;
    private Optional<TuningState> seen = Optional.empty();
    private String trouble = "";
    private PlannerSettings settings;
    private Optional<Proposal> tuned = Optional.empty();
    private Optional<Proposal> failed = Optional.empty();

    /**
     * What serves, for who shows it.
     *
     * @param state what nights have left
     * @param proposal what was adopted and counts; empty: the configuration alone does
     */
    record Served(TuningMode mode, TuningState state, Optional<Proposal> proposal, PlannerSettings settings) {}

    /**
     * @param configured what the configuration and its calendar say
     * @param listener told what serves, at first and whenever it changes
     */
    ServedSettings(
            ForetideConfig.Tuning tuning, PlannerSettings configured, KeptTuning kept, Consumer<Served> listener) {
        this.tuning = tuning;
        this.configured = configured;
        this.kept = kept;
        this.listener = listener;
        this.settings = configured;
    }

    @Override
    public synchronized PlannerSettings get() {
        if (tuning.mode() == TuningMode.OFF) {
            return settings;
        }
        try {
            TuningState state = kept.read();
            if (!seen.equals(Optional.of(state))) {
                Optional<TuningState> before = seen;
                seen = Optional.of(state);
                takeOver(before, state);
            }
            trouble = "";
        } catch (IllegalArgumentException | UncheckedIOException e) {
            if (!trouble.equals(e.getMessage())) {
                trouble = String.valueOf(e.getMessage());
                log.warn("tuned settings cannot be read, what serves stays: {}", trouble);
            }
        }
        return settings;
    }

    /** What was adopted and was planned with last; empty: the configuration alone serves. */
    synchronized Optional<SettingsLog.Tuned> tuned() {
        return tuned.map(proposal -> new SettingsLog.Tuned(proposal.at(), proposal.settings()));
    }

    /** Takes back what was adopted if the objective is missed with it, see {@link Probation}. Never throws. */
    synchronized void watch(TickReport report) {
        tuned.filter(proposal -> Probation.isFailed(
                        report.state().learned().budget(),
                        configured.objective().sloShare(),
                        proposal.champion(),
                        proposal.at(),
                        report.now()))
                .filter(proposal -> !failed.equals(Optional.of(proposal))) // said and tried once
                .ifPresent(proposal -> takeBack(proposal, report.now()));
    }

    private void takeBack(Proposal proposal, Instant now) {
        failed = Optional.of(proposal);
        try {
            kept.rollback(now);
            log.warn(
                    "the settings tuned at {} are taken back: more minutes have missed the objective since then than a week may",
                    proposal.at());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            log.warn(
                    "the settings tuned at {} miss the objective, and cannot be taken back: {}",
                    proposal.at(),
                    e.getMessage());
        }
    }

    private void takeOver(Optional<TuningState> before, TuningState state) {
        Optional<Proposal> adopted = adopted(state);
        settings = adopted.map(this::with).orElse(configured);
        tuned = adopted;
        if (before.isPresent() || adopted.isPresent()) {
            say(before.orElse(TuningState.NONE), state, adopted);
        }
        listener.accept(new Served(tuning.mode(), state, adopted, settings));
    }

    private Optional<Proposal> adopted(TuningState state) {
        if (tuning.mode() != TuningMode.AUTO || state.serving().isEmpty()) {
            return Optional.empty();
        }
        try {
            with(state.serving().get());
            return state.serving();
        } catch (IllegalArgumentException e) {
            log.warn("tuned settings do not fit the configuration, which serves alone: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The events of a calendar are no setting that is tuned. */
    private PlannerSettings with(Proposal proposal) {
        PlannerSettings tuned = tuning.block().with(proposal.settings());
        return tuned.withRules(tuned.rules().withEvents(configured.rules().events()));
    }

    private void say(TuningState before, TuningState state, Optional<Proposal> adopted) {
        if (!state.latest().equals(before.latest())) {
            log.info("tuning: {}", state.latest().map(Night::verdict).orElse("forgotten"));
        }
        if (!state.serving().equals(before.serving())) {
            log.info(
                    "{} serve",
                    adopted.map(one -> "settings tuned at " + one.at() + " (" + one.settings() + ")")
                            .orElse("the settings of the configuration"));
        }
    }
}
