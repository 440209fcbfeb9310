package io.foretide.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The trace that ships with the project: US domestic flights of the first half of 2001, one row per UTC minute from
 * 2001-01-01T00:00Z to 2001-06-30T23:59Z (260,640 rows). Origin, terms and every transformation: {@code SOURCES.md} of this
 * module. The first 14 hours are not observed: flights that left before the record begins are missing from them.
 */
public final class FlightsDataset {
    /** Flights that left in this minute. */
    public static final String DEPARTURES = "departures";
    /** Flights in the air in this minute (estimated from departure and distance). */
    public static final String AIRBORNE = "airborne";
    /** Distinct airports with a departure in the 60 minutes that end with this one. */
    public static final String ACTIVE_AIRPORTS = "active_airports";
    /** 1 on public holidays by the date in New York, else 0. */
    public static final String HOLIDAY = "holiday";

    public static final String DAY_BEFORE_HOLIDAY = "day_before_holiday";
    public static final String DAY_AFTER_HOLIDAY = "day_after_holiday";

    /** The heat map: the share (0-1) of this minute's departures that left from each region; all 0 without departures. */
    public static final List<String> REGIONS = List.of(
            "region_new_england",
            "region_new_york",
            "region_mid_atlantic",
            "region_southeast",
            "region_florida_caribbean",
            "region_great_lakes",
            "region_illinois",
            "region_upper_midwest",
            "region_plains",
            "region_south",
            "region_texas",
            "region_mountain",
            "region_southwest",
            "region_california_south",
            "region_california_north",
            "region_northwest_pacific");

    /** The holiday columns. */
    public static final List<String> HOLIDAYS = List.of(HOLIDAY, DAY_BEFORE_HOLIDAY, DAY_AFTER_HOLIDAY);

    private static final String FILE = "flights-2001.csv.gz";

    private FlightsDataset() {}

    /**
     * Reads the trace; takes a second or two and about 50 MB, so keep it.
     *
     * @throws TraceFormatException if the file does not match its checksum
     */
    public static Trace load() {
        byte[] file = resource(FILE);
        String expected = new String(resource("flights-2001.sha256"), StandardCharsets.US_ASCII).split(" ", 2)[0];
        String actual = sha256(file);
        if (!actual.equals(expected)) {
            throw new TraceFormatException(FILE + " has the SHA-256 " + actual + ", but must have " + expected);
        }
        return TraceReader.read(new ByteArrayInputStream(file), FILE);
    }

    private static byte[] resource(String name) {
        try (InputStream in = FlightsDataset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new TraceFormatException("the class path has no " + name + "; it must be beside FlightsDataset");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
