package io.foretide.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureGroupTest {
    /** All but the demand; a prefix stands for one feature that begins so. */
    static List<String> features() throws IllegalAccessException {
        List<String> features = new ArrayList<>();
        for (Field field : Features.class.getDeclaredFields()) {
            if (field.getType() == String.class && !field.getName().equals("DEMAND")) {
                features.add(field.get(null) + (field.getName().endsWith("PREFIX") ? "one" : ""));
            }
        }
        return features;
    }

    @ParameterizedTest
    @MethodSource("features")
    void everyFeatureButTheDemandIsInOneGroup(String feature) {
        assertThat(Arrays.stream(FeatureGroup.values()).filter(group -> group.has(feature)))
                .hasSize(1);
    }

    @Test
    void demandIsInNone() {
        assertThat(FeatureGroup.values()).noneMatch(group -> group.has(Features.DEMAND));
    }

    @Test
    void aWindowGoesWithoutAGroup() {
        Map<String, TimeSeries> columns = new LinkedHashMap<>();
        for (String feature : List.of(Features.DEMAND, Features.HOUR, "weather_rain", "heat_map_north")) {
            columns.put(
                    feature, TimeSeries.ofObserved(Instant.EPOCH, Duration.ofMinutes(1), new double[] {1, Double.NaN}));
        }
        FeatureWindow window = new FeatureWindow(Instant.EPOCH, Duration.ofMinutes(1), 2, columns);

        assertThat(window.without(EnumSet.of(FeatureGroup.WEATHER, FeatureGroup.CALENDAR))
                        .features())
                .containsExactly(Features.DEMAND, "heat_map_north");
        assertThat(window.without(EnumSet.allOf(FeatureGroup.class)).features()).containsExactly(Features.DEMAND);
    }

    @Test
    void whatAUserNamesIsAGroupOfItsOwn() {
        assertThat(FeatureGroup.OWN.has("open_orders")).isTrue();
        assertThat(FeatureGroup.OWN.has(Features.TRANSACTIONS)).isFalse();
    }

    @Test
    void whatIsKnownAheadIsInTheGroupOfItsSignal() {
        assertThat(FeatureGroup.BUSINESS.has(Features.TRANSACTIONS + "_in_30_minutes"))
                .isTrue();
        assertThat(FeatureGroup.WEATHER.has("weather_rain_in_15_minutes")).isTrue();
        assertThat(FeatureGroup.OWN.has("open_orders_in_15_minutes")).isTrue();
        assertThat(FeatureGroup.OWN.has(Features.UNIQUE_USERS + "_in_15_minutes"))
                .isFalse();
    }

    @Test
    void isFoundByWhatPeopleCallIt() {
        assertThat(Stream.of(FeatureGroup.values()).map(group -> FeatureGroup.named(group.toString())))
                .containsExactly(FeatureGroup.values());
        assertThatThrownBy(() -> FeatureGroup.named("wether"))
                .hasMessage("there is no group of features 'wether'; there are"
                        + " flink, business, heat-map, calendar, weather, events, own");
    }
}
