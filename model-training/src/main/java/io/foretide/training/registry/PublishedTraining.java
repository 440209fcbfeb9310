package io.foretide.training.registry;

import io.foretide.series.FeatureWindow;
import io.foretide.training.backtest.BacktestReport;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a training has been carried to its end before. */
public final class PublishedTraining {
    private PublishedTraining() {}

    /**
     * The model that a training of the same plan has published for the same data; empty if there is none that can be used.
     *
     * @param masked the history without what is not to be learned from
     */
    public static Optional<ModelCard> find(ModelRegistry registry, TrainingPlan plan, FeatureWindow masked) {
        ModelCard.Data data = ModelCard.Data.of(masked);
        return registry.list().stream()
                .filter(version -> version.endsWith(Trainer.suffix(data)))
                .flatMap(version -> card(registry, version).stream())
                .filter(card -> card.provenance().data().equals(data)
                        && card.provenance().settings().equals(plan.settings(masked))
                        && card.provenance().zone().equals(plan.zone())
                        && models(card).containsAll(plan.models()))
                .findFirst();
    }

    /** One that is refused is as good as none. */
    private static Optional<ModelCard> card(ModelRegistry registry, String version) {
        try {
            return Optional.of(registry.card(version));
        } catch (ModelRefusedException e) {
            return Optional.empty();
        }
    }

    private static Set<String> models(ModelCard card) {
        return card.evaluation().scores().models().stream()
                .map(BacktestReport.ModelScore::name)
                .collect(Collectors.toSet());
    }
}
