package io.foretide.inference;

import io.foretide.models.Models;
import io.foretide.training.CalibratedModel;
import io.foretide.training.registry.ModelAliases;
import io.foretide.training.registry.ModelRefusedException;
import io.foretide.training.registry.ModelRegistry;
import io.foretide.training.registry.TrainedModel;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who forecasts: the champion of a registry and its fallbacks, and beside them the shadow and the baseline that are only
 * scored. Follows the registry: whoever changes an alias, the service changes its models with the next forecast. A version that
 * is refused is said once, and the one before goes on serving. Thread-safe.
 */
public final class ServingModels {
    private static final Logger log = LoggerFactory.getLogger(ServingModels.class);

    private final Optional<ModelRegistry> registry;
    private final GuardedForecaster forecaster;
    private final FallbackModel baseline;
    private ModelAliases seen = ModelAliases.NONE;
    private Optional<ServedModel> shadow = Optional.empty();
    private String trouble = "";

    private ServingModels(Optional<ModelRegistry> registry, Optional<ServedModel> champion, ZoneId zone) {
        this.registry = registry;
        forecaster = new GuardedForecaster(champion, new Ladder(Ladder.all(zone)));
        baseline = new FallbackModel(Models.named("mean-15"), Duration.ZERO, zone);
    }

    /** One champion, come what may. */
    public static ServingModels fixed(ServedModel champion, ZoneId zone) {
        return new ServingModels(Optional.empty(), Optional.of(champion), zone);
    }

    /** The champion of a registry, whoever that is; local time of the fallbacks' profiles is that of {@code zone}. */
    public static ServingModels of(ModelRegistry registry, ZoneId zone) {
        ServingModels models = new ServingModels(Optional.of(registry), Optional.empty(), zone);
        models.refresh();
        return models;
    }

    /** The trained model that serves now, if one does. */
    public Optional<ServedModel> champion() {
        return forecaster.champion();
    }

    GuardedForecaster forecaster() {
        return forecaster;
    }

    FallbackModel baseline() {
        return baseline;
    }

    synchronized Optional<ServedModel> shadow() {
        return shadow;
    }

    /** Takes over what has changed in the registry. */
    synchronized void refresh() {
        if (registry.isEmpty()) {
            return;
        }
        try {
            ModelAliases now = registry.get().aliases();
            if (!now.champion().equals(seen.champion())) {
                serve(now);
            }
            if (!now.shadow().equals(seen.shadow())) {
                shadow = now.shadow().flatMap(this::load);
            }
            seen = now;
            trouble = "";
        } catch (ModelRefusedException | UncheckedIOException e) {
            if (!trouble.equals(e.getMessage())) {
                trouble = String.valueOf(e.getMessage());
                log.warn("the registry cannot be read, the models stay: {}", trouble);
            }
        }
    }

    private void serve(ModelAliases aliases) {
        Optional<ServedModel> next = aliases.champion().flatMap(this::load);
        if (next.isEmpty() && aliases.champion().isPresent()) {
            if (forecaster.champion().isPresent()) {
                return;
            }
            // a service that starts has none that could go on
            next = former(aliases);
        }
        forecaster.serve(next);
        log.info("{} serves", next.map(ServedModel::version).orElse("no champion: the best of the simpler models"));
    }

    private Optional<ServedModel> former(ModelAliases aliases) {
        for (int i = aliases.former().size() - 1; i >= 0; i--) {
            Optional<ServedModel> formerModel = load(aliases.former().get(i));
            if (formerModel.isPresent()) {
                return formerModel;
            }
        }
        return Optional.empty();
    }

    private Optional<ServedModel> load(String version) {
        try {
            TrainedModel trained = registry.orElseThrow().load(version);
            return Optional.of(new ServedModel(
                    version,
                    Optional.of(trained.card().created()),
                    new CalibratedModel(SharedModels.of(trained), trained.calibration())));
        } catch (ModelRefusedException e) {
            log.warn("model {} is refused, the one before goes on serving: {}", version, e.getMessage());
            return Optional.empty();
        }
    }

    /** Takes the champion off its place: the one before it serves, or the fallbacks. */
    synchronized void demote(ServedModel champion) {
        if (registry.isPresent()) {
            registry.get().demote(champion.version());
            refresh();
        }
        // one that serves in place of a champion that was refused has no place in the registry to be taken off
        if (forecaster.champion().filter(champion::equals).isPresent()) {
            forecaster.serve(Optional.empty());
        }
    }
}
