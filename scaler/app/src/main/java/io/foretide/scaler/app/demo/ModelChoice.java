package io.foretide.scaler.app.demo;

import io.foretide.datasets.Trace;
import io.foretide.scaler.app.TrainingBar;
import io.foretide.scaler.app.UserError;
import io.foretide.training.Effort;
import io.foretide.training.FlightsHistory;
import io.foretide.training.backtest.ForecastSink;
import io.foretide.training.registry.ModelCard;
import io.foretide.training.registry.ModelRefusedException;
import io.foretide.training.registry.ModelRegistry;
import io.foretide.training.registry.TrainedModel;
import io.foretide.training.registry.Trainer;
import io.foretide.training.registry.TrainingPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest model that has not seen the replayed day; trained now if there is none. */
final class ModelChoice {
    private static final String MODEL = "lstm";
    private static final long SEED = 7;

    private final ModelRegistry registry;
    private final PrintStream messages;

    ModelChoice(ModelRegistry registry, PrintStream messages) {
        this.registry = registry;
        this.messages = messages;
    }

    TrainedModel before(Trace flights, Instant from) throws InterruptedException, IOException {
        installShipped();
        Optional<ModelCard> newest = registry.list().stream()
                .flatMap(this::card)
                .filter(card -> !card.provenance().data().to().isAfter(from))
                .max(Comparator.<ModelCard, Instant>comparing(
                                card -> card.provenance().data().to())
                        .thenComparing(ModelCard::created));
        if (newest.isPresent()) {
            return registry.load(newest.get().version());
        }
        messages.println(
                "No model has been trained on the months before " + from + " alone: training one (quick preset).");
        TrainingPlan plan = new TrainingPlan(
                "flights",
                List.of(MODEL),
                FlightsHistory.ZONE,
                TrainingPlan.HELD_OUT,
                Effort.QUICK,
                SEED,
                registry.trainingFolder());
        try (TrainingBar bar = new TrainingBar(messages)) {
            TrainedModel trained = Optional.ofNullable(new Trainer(plan, bar)
                            .train(
                                    FlightsHistory.of(flights.slice(flights.start(), from)),
                                    Optional.empty(),
                                    ForecastSink.NONE,
                                    Instant.now())
                            .models()
                            .get(MODEL))
                    .orElseThrow(() -> UserError.failed("the flights before " + from + " are too few to train on"));
            registry.publish(trained);
            return trained;
        }
    }

    private void installShipped() {
        try {
            registry.installShipped("flights");
        } catch (ModelRefusedException e) {
            messages.println("Refused: " + e.getMessage() + "\nMaybe delete its folder: it is installed anew then.");
        }
    }

    /** A version that is not as it was published is said aloud and passed over. */
    private Stream<ModelCard> card(String version) {
        try {
            return Stream.of(registry.card(version));
        } catch (ModelRefusedException e) {
            messages.println("Refused: " + e.getMessage());
            return Stream.empty();
        }
    }
}
