package io.foretide.datasets.flights;

import java.util.Arrays;
import java.util.Locale;

/** The sixteen regions of the heat map, in the order of their columns; groups of states, California cut at 36 degrees north. */
enum Region {
    NEW_ENGLAND("ME NH VT MA RI CT"),
    NEW_YORK("NY NJ"),
    MID_ATLANTIC("PA DE MD DC VA WV"),
    SOUTHEAST("NC SC GA"),
    FLORIDA_CARIBBEAN("FL PR VI"),
    GREAT_LAKES("MI OH IN KY"),
    ILLINOIS("IL"),
    UPPER_MIDWEST("WI MN ND SD"),
    PLAINS("IA MO KS NE"),
    SOUTH("TN AL MS LA AR OK"),
    TEXAS("TX"),
    MOUNTAIN("CO UT WY MT ID NM"),
    SOUTHWEST("AZ NV"),
    CALIFORNIA_SOUTH("CA"),
    CALIFORNIA_NORTH("CA"),
    NORTHWEST_PACIFIC("WA OR AK HI GU");

    private static final double CALIFORNIA_CUT_DEGREES = 36;

    private final String states;

    Region(String states) {
        this.states = " " + states + " ";
    }

    String column() {
        return "region_" + name().toLowerCase(Locale.ROOT);
    }

    static Region of(String state, double latitudeDegrees) {
        if (state.equals("CA")) {
            return latitudeDegrees < CALIFORNIA_CUT_DEGREES ? CALIFORNIA_SOUTH : CALIFORNIA_NORTH;
        }
        return Arrays.stream(values())
                .filter(region -> region.states.contains(" " + state + " "))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "state " + state + " has no region; it must be a US state or PR, VI, GU"));
    }
}
