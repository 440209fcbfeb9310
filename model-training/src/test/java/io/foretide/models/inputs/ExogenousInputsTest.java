package io.foretide.models.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.Models;
import io.foretide.models.linear.DeviationRows;
import io.foretide.models.seasonal.SeasonalProfile;
import io.foretide.series.FeatureGroup;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExogenousInputsTest {
    private static final FeatureWindow LEADING = Synthetic.leading(7, 5);
    private static final int TRAIN_END = 5 * 24 * 60;
    private static final FeatureWindow IDLE = LEADING.without(EnumSet.of(FeatureGroup.BUSINESS));
    private static final SeasonalProfile.Recipe FLAT =
            SeasonalProfile.Recipe.flat(io.foretide.training.DemandTransform.Root.COUNTS);
    private static final FitRequest WITH = request(LEADING);
    private static final FitRequest WITHOUT = request(IDLE);
    // remember what they have fitted
    private static final Models FITTED_LED = new Models(Synthetic.LITTLE);
    private static final Models FITTED_IDLE = new Models(Synthetic.LITTLE);
    private static final Channel PLAIN = new Channel("weather_rain", Channel.Kind.LINEAR, 2, 4, false);
    private static final Channel MASKED = new Channel("weather_rain", Channel.Kind.LINEAR, 2, 4, true);

    @ParameterizedTest
    @ValueSource(strings = {"ridge", "xgboost"})
    void aFeatureThatLeadsTheDemandMakesForecastsBetter(String name) throws InterruptedException {
        assertThat(error(led(name), LEADING)).isLessThan(0.8 * error(idle(name), IDLE));
    }

    @Test
    void featuresThatSayNothingStayOut() throws InterruptedException {
        assertThat(ExogenousInputs.of(IDLE, TRAIN_END).features()).contains("heat_map_north", "weather_rain");
        assertThat(idle("ridge").features()).containsExactly(Features.DEMAND);
    }

    @Test
    void onlyAFeatureWithGapsInTheTrainingPartIsMasked() {
        assertThat(ExogenousInputs.of(LEADING, TRAIN_END).measured().stream()
                        .filter(Channel::masked)
                        .map(Channel::feature))
                .containsExactly(Features.TRANSACTIONS, "weather_rain");
        assertThat(ExogenousInputs.of(LEADING.slice(60, 400), 300).measured())
                .filteredOn(channel -> channel.feature().equals("weather_rain"))
                .noneMatch(Channel::masked);
    }

    @Test
    void whatAUserNamesGoesInByItsLogarithmUnlessItWasNegative() {
        double[] orders = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        double[] balance = IntStream.range(0, 100).mapToDouble(i -> i - 50).toArray();
        FeatureWindow named = window("open_orders", orders)
                .with("balance", window("balance", balance).column("balance"));

        assertThat(ExogenousInputs.of(named, 100).measured())
                .extracting(Channel::feature, Channel::kind)
                .containsExactlyInAnyOrder(
                        tuple("open_orders", Channel.Kind.LOG), tuple("balance", Channel.Kind.LINEAR));
    }

    @Test
    void aRegressionIsToldOfValueMeanChangeAndGap() {
        double[] rain = new double[100];
        Arrays.fill(rain, 30, 60, 2);
        Arrays.fill(rain, 60, 90, 10);
        Arrays.fill(rain, 90, 100, Double.NaN);
        ExogenousSummary inputs = new ExogenousSummary(window("weather_rain", rain), List.of(MASKED, PLAIN));

        assertThat(row(inputs, 74)).containsExactly(2, 2, 2, 0, 2, 2, 2);
        assertThat(row(inputs, 95))
                .as("nine minutes of the mean are known")
                .containsExactly(new double[] {0, 2, 1.2, 1, 0, 2, 1.2}, within(1e-9));
        assertThat(row(inputs, 10)).as("no change is known").containsExactly(-0.5, -0.5, 0, 0, -0.5, -0.5, 0);
    }

    @Test
    void aFeatureThatIsNotThereIsMaskedEverywhere() {
        ExogenousSummary inputs = new ExogenousSummary(window("weather_snow", new double[100]), List.of(MASKED, PLAIN));

        assertThat(row(inputs, 50)).containsExactly(0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void aNetworkIsToldOfGapsOfMaskedFeaturesOnly() {
        double[] rain = {6, Double.NaN};
        ExogenousInputs timeless = new ExogenousInputs(true, List.of(MASKED, PLAIN));
        ExogenousRows channels = new ExogenousRows(window("weather_rain", rain), Synthetic.NEW_YORK, timeless);

        assertThat(ExogenousRows.count(timeless)).isEqualTo(3);
        assertThat(channels.row(0)).containsExactly(1, 0, 1);
        assertThat(channels.row(1)).containsExactly(0, 1, 0);
    }

    @Test
    void theLocalTimeGoesInWithTheCalendarOnly() {
        FeatureWindow timeless = LEADING.without(EnumSet.of(FeatureGroup.CALENDAR));
        ExogenousInputs with = ExogenousInputs.of(LEADING, TRAIN_END);
        ExogenousInputs without = ExogenousInputs.of(timeless, TRAIN_END);

        assertThat(ExogenousRows.count(with) - ExogenousRows.count(without)).isEqualTo(5);
        assertThat(new DeviationRows(WITH, FLAT, with).inputs()
                        - new DeviationRows(request(timeless), FLAT, without).inputs())
                .isEqualTo(8);
    }

    private static double[] row(ExogenousSummary inputs, int origin) {
        double[] row = new double[inputs.size()];
        assertThat(inputs.write(origin, row, 0)).isEqualTo(row.length);
        return row;
    }

    private static FeatureWindow window(String feature, double[] values) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put(Features.DEMAND, new double[values.length]);
        columns.put(feature, values);
        return Synthetic.window(columns);
    }

    private static FitRequest request(FeatureWindow window) {
        return FitRequest.of(window, TRAIN_END, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);
    }

    /** Fitted with the transactions that lead the demand. */
    private static ForecastModel led(String name) throws InterruptedException {
        return FITTED_LED.fitter(name).fit(WITH).model();
    }

    /** Fitted with features that say nothing. */
    private static ForecastModel idle(String name) throws InterruptedException {
        return FITTED_IDLE.fitter(name).fit(WITHOUT).model();
    }

    private static double error(ForecastModel model, FeatureWindow window) {
        int[] origins = IntStream.range(TRAIN_END, window.size() - 31)
                .filter(i -> i % 5 == 0)
                .toArray();
        return Synthetic.error(model, window, origins);
    }
}
