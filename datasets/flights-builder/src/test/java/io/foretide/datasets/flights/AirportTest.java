package io.foretide.datasets.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.foretide.datasets.FlightsDataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AirportTest {
    @ParameterizedTest
    @CsvSource({
        "JFK, NY, America/New_York, NEW_YORK",
        "BNA, TN, America/Chicago, SOUTH",
        "TYS, TN, America/New_York, SOUTH",
        "SDF, KY, America/Kentucky/Louisville, GREAT_LAKES",
        "EVV, IN, America/Chicago, GREAT_LAKES",
        "IND, IN, America/Indiana/Indianapolis, GREAT_LAKES",
        "MIA, FL, America/New_York, FLORIDA_CARIBBEAN",
        "PNS, FL, America/Chicago, FLORIDA_CARIBBEAN",
        "ELP, TX, America/Denver, TEXAS",
        "PHX, AZ, America/Phoenix, SOUTHWEST",
        "RAP, SD, America/Denver, UPPER_MIDWEST",
        "BOI, ID, America/Boise, MOUNTAIN",
        "HNL, HI, Pacific/Honolulu, NORTHWEST_PACIFIC",
        "STT, VI, America/St_Thomas, FLORIDA_CARIBBEAN",
        "MQT, NA, America/Detroit, GREAT_LAKES",
    })
    void knowsZoneAndRegion(String code, String state, String zone, Region region) {
        Airport airport = Airport.of(code, state, 40);
        assertThat(airport.zone().getId()).isEqualTo(zone);
        assertThat(airport.region()).isEqualTo(region);
    }

    @Test
    void cutsCaliforniaIntoNorthAndSouth() {
        assertThat(Airport.of("LAX", "CA", 33.94).region()).isEqualTo(Region.CALIFORNIA_SOUTH);
        assertThat(Airport.of("SFO", "CA", 37.62).region()).isEqualTo(Region.CALIFORNIA_NORTH);
    }

    @Test
    void refusesAnUnknownState() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Airport.of("YYZ", "ON", 43.7))
                .withMessageContaining("YYZ")
                .withMessageContaining("ON");
    }

    @Test
    void namesTheColumnsThatTheDatasetPromises() {
        assertThat(Arrays.stream(Region.values()).map(Region::column)).isEqualTo(FlightsDataset.REGIONS);
    }
}
