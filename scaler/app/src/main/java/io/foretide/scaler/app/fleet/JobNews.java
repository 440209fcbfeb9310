package io.foretide.scaler.app.fleet;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerStatus;
import io.foretide.training.registry.ModelRefusedException;
import io.foretide.training.registry.ModelRegistry;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What was done for a job last, and who forecasts for it, as its object's status says it. Thread-safe. */
final class JobNews implements Consumer<TickReport> {
    private final Supplier<ModelRegistry> registry;
    private Optional<AutoscalerStatus.LastRescale> rescale = Optional.empty();
    private Optional<String> forecaster = Optional.empty();
    private Optional<AutoscalerStatus.Model> model = Optional.empty();

    JobNews(Supplier<ModelRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public synchronized void accept(TickReport report) {
        if (report.isApplied() && report.decision() instanceof Rescale done) {
            rescale = Optional.of(new AutoscalerStatus.LastRescale(
                    report.now(), done.fromTaskManagers(), done.toTaskManagers(), Optional.of(done.reason())));
        } else if (rescale.isEmpty()) {
            rescale = report.state()
                    .history()
                    .last()
                    .map(last -> new AutoscalerStatus.LastRescale(
                            last.at(), last.fromTaskManagers(), last.toTaskManagers(), Optional.empty()));
        }
        Optional<String> now = report.forecast().map(Forecast::model);
        if (!now.equals(forecaster)) {
            forecaster = now;
            model = report.forecast().map(this::model);
        }
    }

    /** Only a champion has a card; a note says why it is another one. */
    private AutoscalerStatus.Model model(Forecast forecast) {
        if (forecast.note().isEmpty()) {
            try {
                var card = registry.get().card(forecast.model());
                return new AutoscalerStatus.Model(
                        card.name(), Optional.of(card.version()), Optional.of(card.created()));
            } catch (ModelRefusedException e) {
                return new AutoscalerStatus.Model(forecast.model(), Optional.empty(), Optional.empty());
            }
        }
        return new AutoscalerStatus.Model(forecast.model(), Optional.empty(), Optional.empty());
    }

    synchronized Optional<AutoscalerStatus.LastRescale> lastRescale() {
        return rescale;
    }

    synchronized Optional<AutoscalerStatus.Model> model() {
        return model;
    }
}
