package io.foretide.training.registry;

import io.foretide.forecast.Forecast;
import io.foretide.models.Models;
import io.foretide.series.FeatureWindow;
import io.foretide.training.Calibration;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.PretrainedFitter;
import io.foretide.training.RollingForecaster;
import io.foretide.training.TrainingProgress;
import io.foretide.training.backtest.BacktestReport;
import io.foretide.training.backtest.BacktestSettings;
import io.foretide.training.backtest.ForecastSink;
import io.foretide.training.backtest.RollingBacktest;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From history to models that can be published: fits the challengers on all but the newest weeks, lets them, the baselines and
 * the champion forecast along those weeks, and describes each. What is published is what was scored: nothing is fitted on the
 * newest weeks, but intervals have learned from them.
 *
 * <p>One training at a time in a process. Interrupting the thread cancels it; with the same checkpoints it goes on later.
 */
public final class Trainer {
    /** The arithmetic that a model has to beat. */
    public static final List<String> BASELINES = List.of("last-value", "mean-15", "seasonal-naive", "profile-level");

    /** The name under which the champion is scored beside its challengers. */
    public static final String CHAMPION = "champion";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);
    private static final List<Integer> HORIZONS = List.of(5, 15, 30);

    private final TrainingPlan plan;
    private final TrainingProgress progress;

    /** A trainer that reports to {@code progress}. */
    public Trainer(TrainingPlan plan, TrainingProgress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Result of a training.
     *
     * @param report scores of baselines, challengers and the champion on the newest weeks
     * @param models the challengers that could be trained, by name
     */
    public record Outcome(BacktestReport report, Map<String, TrainedModel> models) {
        public Outcome {
            models = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(models));
        }
    }

    /**
     * Trains on a history.
     *
     * @param champion is scored like the challengers
     * @param sink told of every forecast of the newest weeks
     * @param now goes into versions and cards
     * @throws IllegalArgumentException if the history holds too little
     * @throws InterruptedException if the thread is interrupted
     */
    public Outcome train(FeatureWindow history, Optional<ForecastModel> champion, ForecastSink sink, Instant now)
            throws InterruptedException, IOException {
        LinkedHashSet<String> names = new LinkedHashSet<>(BASELINES);
        names.addAll(plan.models());
        List<ModelFitter> more = new ArrayList<>();
        champion.ifPresent(model -> {
            names.add(CHAMPION);
            more.add(new PretrainedFitter(CHAMPION, FittedModel.same(model)));
        });
        Models models = Models.toServe(plan.effort(), plan.checkpoints(history), more);
        BacktestSettings settings = new BacktestSettings(
                (double) plan.trainEnd(history) / history.size(),
                OptionalInt.of(plan.validationFrom(history)),
                List.copyOf(names),
                HORIZONS,
                io.foretide.training.CalibratedModel.LEARNS_EVERY,
                OptionalInt.empty(),
                plan.seed());
        CollectingSink collected = new CollectingSink(sink);
        BacktestReport report =
                new RollingBacktest(plan.name(), history, plan.zone(), settings, progress, models).run(collected);
        Map<String, TrainedModel> trained = new LinkedHashMap<>();
        ModelCard.Data data = ModelCard.Data.of(history);
        ModelCard.Settings settled = plan.settings(history);
        for (String name : plan.models()) {
            Finished finished = collected.finished.get(name);
            if (finished != null) {
                trained.put(
                        name,
                        new TrainedModel(
                                finished.model,
                                finished.learned,
                                card(finished.model, provenance(finished.model, data, settled), report, now)));
            }
        }
        return new Outcome(report, trained);
    }

    private ModelCard.Provenance provenance(ForecastModel model, ModelCard.Data data, ModelCard.Settings settled) {
        return new ModelCard.Provenance(
                data, plan.zone(), model.features(), settled, Machine.libraries(), Machine.cpu());
    }

    private static ModelCard card(
            ForecastModel model, ModelCard.Provenance provenance, BacktestReport report, Instant now) {
        String version = model.name() + "-" + STAMP.format(now) + suffix(provenance.data());
        return ModelCard.of(model.name(), version, now.truncatedTo(ChronoUnit.SECONDS), provenance, report);
    }

    /** The end of the version of every model of these data. */
    static String suffix(ModelCard.Data data) {
        return "-" + data.sha256().substring(0, 8);
    }

    private record Finished(ForecastModel model, Calibration learned) {}

    /** Passes forecasts on, and collects the models that made them. */
    private static final class CollectingSink implements ForecastSink {
        private final ForecastSink sink;
        private final Map<String, Finished> finished = new LinkedHashMap<>();

        CollectingSink(ForecastSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(Forecast forecast, int[] steps) throws IOException {
            sink.accept(forecast, steps);
        }

        @Override
        public void finished(RollingForecaster forecaster) {
            sink.finished(forecaster);
            finished.put(
                    forecaster.model(),
                    new Finished(
                            forecaster.calibrated().model(),
                            forecaster.calibrated().learned()));
        }
    }
}
