package io.foretide.datasets.flights;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * IANA time zones of US airports: by state, and by airport where a state has several. The rules that held in 2001 come with the
 * zone (no daylight saving time in Arizona and most of Indiana; change on the first Sunday in April).
 */
final class TimeZones {
    private static final Map<String, ZoneId> BY_STATE = table(
            "America/New_York", "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
            "America/Detroit", "MI",
            "America/Indiana/Indianapolis", "IN",
            "America/Chicago", "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
            "America/Denver", "CO MT NM UT WY",
            "America/Boise", "ID",
            "America/Phoenix", "AZ",
            "America/Los_Angeles", "CA NV OR WA",
            "America/Anchorage", "AK",
            "Pacific/Honolulu", "HI",
            "America/Puerto_Rico", "PR",
            "America/St_Thomas", "VI",
            "Pacific/Guam", "GU");

    private static final Map<String, ZoneId> BY_AIRPORT = table(
            "America/New_York", "CHA TRI TYS",
            "America/Chicago", "BWG ECP EVV OWB PAH PFN PNS VPS",
            "America/Menominee", "IMT IWD",
            "America/Denver", "AIA BFF DIK ELP RAP",
            "America/Los_Angeles", "COE LWS",
            "America/Kentucky/Louisville", "SDF",
            "America/Juneau", "JNU",
            "America/Adak", "ADK");

    private TimeZones() {}

    /** The zone of an airport. */
    static ZoneId of(String airport, String state) {
        ZoneId zone = BY_AIRPORT.getOrDefault(airport, BY_STATE.get(state));
        if (zone == null) {
            throw new IllegalArgumentException("airport " + airport + " is in " + state
                    + ", which has no time zone; it must be a US state or PR, VI, GU");
        }
        return zone;
    }

    private static Map<String, ZoneId> table(String... zonesAndCodes) {
        Map<String, ZoneId> table = new HashMap<>();
        for (int i = 0; i < zonesAndCodes.length; i += 2) {
            ZoneId zone = ZoneId.of(zonesAndCodes[i]);
            for (String code : zonesAndCodes[i + 1].split(" ", -1)) {
                table.put(code, zone);
            }
        }
        return table;
    }
}
