package io.foretide.datasets.flights;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** An airport of origin: its IATA code, the time zone its departure times are written in, and its region of the heat map. */
record Airport(String code, ZoneId zone, Region region) {
    /** Marquette, Michigan, has "NA" as its state in the published table. */
    private static final Map<String, String> MISSING_STATES = Map.of("MQT", "MI");

    static Airport of(String code, String publishedState, double latitudeDegrees) {
        String state = MISSING_STATES.getOrDefault(code, publishedState);
        return new Airport(code, TimeZones.of(code, state), Region.of(state, latitudeDegrees));
    }

    /** Reads the airports with the codes asked for from the published table (CSV: iata, state, latitude ...). */
    static Map<String, Airport> read(Path csv, Iterable<String> codes) throws IOException {
        Map<String, CSVRecord> rows = new HashMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(csv)) {
            format.parse(reader).forEach(row -> rows.put(row.get("iata"), row));
        }
        Map<String, Airport> airports = new HashMap<>();
        for (String code : codes) {
            CSVRecord row = rows.get(code);
            if (row == null) {
                throw new IllegalArgumentException("airport " + code + " is not in " + csv);
            }
            airports.put(code, of(code, row.get("state"), Double.parseDouble(row.get("latitude"))));
        }
        return airports;
    }
}
