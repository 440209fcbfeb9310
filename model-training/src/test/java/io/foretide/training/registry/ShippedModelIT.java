package io.foretide.training.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.forecast.Forecast;
import io.foretide.models.Models;
import io.foretide.series.FeatureWindow;
import io.foretide.training.FittedModel;
import io.foretide.training.FlightsHistory;
import io.foretide.training.ForecastModel;
import io.foretide.training.PretrainedFitter;
import io.foretide.training.TrainingProgress;
import io.foretide.training.backtest.BacktestReport;
import io.foretide.training.backtest.BacktestSettings;
import io.foretide.training.backtest.BacktestTable;
import io.foretide.training.backtest.ForecastSink;
import io.foretide.training.backtest.RollingBacktest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that ships, on flights it has never seen; prints its scores beside every baseline. */
class ShippedModelIT {
    private static final Trace FLIGHTS = FlightsDataset.load();
    private static final String SHIPPED = "shipped";

    @TempDir
    Path root;

    @Test
    void beatsEveryNaiveModelOnTwoWeeksAfterItsData() throws InterruptedException, IOException {
        ModelRegistry registry = new ModelRegistry(root);
        registry.installShipped("flights");
        ForecastModel model = registry.load("challenger").model();
        FeatureWindow all =
                FlightsHistory.of(FLIGHTS.slice(FLIGHTS.start(), FlightsHistory.CUT.plus(Duration.ofDays(14))));
        BacktestSettings settings = new BacktestSettings(
                (double) FLIGHTS.indexOf(FlightsHistory.CUT) / all.size(),
                List.of("last-value", "mean-15", "seasonal-naive", "profile-level", SHIPPED),
                List.of(5, 15, 30),
                Duration.ofMinutes(5),
                OptionalInt.empty(),
                1);

        BacktestReport report = new RollingBacktest(
                        "flights",
                        all,
                        FlightsHistory.ZONE,
                        settings,
                        TrainingProgress.NONE,
                        new Models(List.of(new PretrainedFitter(SHIPPED, FittedModel.same(model)))))
                .run(ForecastSink.NONE);

        System.out.println("two weeks from " + FlightsHistory.CUT + ", never seen:\n" + BacktestTable.of(report));
        assertThat(report.models())
                .filteredOn(score -> score.name().equals(SHIPPED))
                .singleElement()
                .satisfies(score -> assertThat(score.skill().byHorizon())
                        .allSatisfy((horizon, skill) -> assertThat(skill)
                                .as("skill %s minutes ahead", horizon)
                                .isPositive()));
    }

    @Test
    void hasSeenNothingFromTheCutOn() {
        ModelRegistry registry = new ModelRegistry(root);
        ModelCard card = registry.installShipped("flights");
        FeatureWindow before = FlightsHistory.of(FLIGHTS.slice(FLIGHTS.start(), FlightsHistory.CUT));

        assertThat(card.provenance().data()).isEqualTo(ModelCard.Data.of(before));
        assertThat(card.provenance().data().to()).isEqualTo(FlightsHistory.CUT);
    }

    @Test
    void installsOnceAndForecastsTheNextHalfHour() {
        ModelRegistry registry = new ModelRegistry(root);
        ModelCard card = registry.installShipped("flights");
        assertThat(registry.installShipped("flights")).isEqualTo(card);
        int cut = FLIGHTS.indexOf(FlightsHistory.CUT);

        Forecast forecast = registry.load(card.version())
                .serving()
                .forecast(FlightsHistory.of(FLIGHTS.slice(0, cut + 1)), "", "")
                .orElseThrow();

        assertThat(forecast.origin()).isEqualTo(FlightsHistory.CUT);
        assertThat(forecast.path(0.5).values()).allMatch(value -> value > 10 && value < 1000);
        assertThat(forecast.path(0.95).max()).isGreaterThan(forecast.path(0.5).max());
    }
}
