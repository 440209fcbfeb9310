package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that ships, on flights it has never seen; prints its scores beside every baseline. */
class ShippedModelIT {
    private static final Trace FLIGHTS = FlightsDataset.load();

    @TempDir
    Path root;

    @Test
    void beatsEveryBaselineOnTwoWeeksAfterItsData() throws InterruptedException {
        ModelRegistry registry = new ModelRegistry(root);
        registry.installShipped("flights");
        TrainedModel shipped = registry.load("challenger");

        Leaderboard board = FlightsTraining.afterTheCut(FLIGHTS, shipped);

        System.out.println("two weeks from " + FlightsHistory.CUT + ", never seen:\n" + board.table());
        assertThat(board.scores().get(0).model()).isEqualTo("lstm");
        assertThat(board.skill("lstm", 5)).isPositive();
        assertThat(board.skill("lstm", 30)).isPositive();
    }

    @Test
    void hasSeenNothingFromTheCutOn() {
        ModelRegistry registry = new ModelRegistry(root);
        ModelCard card = registry.installShipped("flights");
        FeatureWindow before = FlightsHistory.of(FLIGHTS.slice(FLIGHTS.start(), FlightsHistory.CUT));

        assertThat(card.data()).isEqualTo(ModelCard.Data.of(before));
        assertThat(card.data().to()).isEqualTo(FlightsHistory.CUT);
    }

    @Test
    void installsOnceAndForecastsTheNextHalfHour() {
        ModelRegistry registry = new ModelRegistry(root);
        ModelCard card = registry.installShipped("flights");
        assertThat(registry.installShipped("flights")).isEqualTo(card);
        int cut = FLIGHTS.indexOf(FlightsHistory.CUT);

        Forecast forecast = registry.load(card.version()).forecast(FlightsHistory.of(FLIGHTS.slice(0, cut + 1)));

        assertThat(forecast.origin()).isEqualTo(FlightsHistory.CUT);
        assertThat(forecast.path(0.5).values()).allMatch(value -> value > 10 && value < 1000);
        assertThat(forecast.path(0.95).max()).isGreaterThan(forecast.path(0.5).max());
    }
}
