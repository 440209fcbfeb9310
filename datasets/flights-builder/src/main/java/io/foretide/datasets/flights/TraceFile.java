package io.foretide.datasets.flights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Renders the counts as CSV text and writes it as gzip; the same counts give the same bytes. */
final class TraceFile {
    private static final String[] SHARES = shares();

    private TraceFile() {}

    static String header() {
        List<String> names = new ArrayList<>(List.of("time", "departures", "airborne", "active_airports"));
        for (Region region : Region.values()) {
            names.add(region.column());
        }
        names.addAll(List.of("holiday", "day_before_holiday", "day_after_holiday", "observed"));
        return String.join(",", names);
    }

    /** One row per minute; rows before {@code completeFrom} are marked as not observed. */
    static byte[] csv(FlightCounts counts, Minutes range, Instant completeFrom) {
        Holidays holidays = new Holidays();
        int[] airborne = counts.airborne();
        int[] active = counts.activeAirports();
        StringBuilder csv = new StringBuilder(32 << 20).append(header()).append('\n');
        String dayFlags = "";
        for (int minute = 0; minute < range.count(); minute++) {
            Instant time = range.timeAt(minute);
            int departures = counts.departures(minute);
            csv.append(time.toString(), 0, 16).append("Z,").append(departures);
            csv.append(',').append(airborne[minute]).append(',').append(active[minute]);
            for (Region region : Region.values()) {
                csv.append(',').append(share(counts.departures(minute, region), departures));
            }
            if (minute % 60 == 0) {
                dayFlags = flag(holidays.isHoliday(time, 0))
                        + flag(holidays.isHoliday(time, 1))
                        + flag(holidays.isHoliday(time, -1));
            }
            csv.append(dayFlags).append(flag(!time.isBefore(completeFrom))).append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String flag(boolean set) {
        return set ? ",1" : ",0";
    }

    /** A share rounded to three decimals, in its shortest form: 0, 0.25, 1. */
    static String share(int part, int whole) {
        return part == 0 ? "0" : SHARES[(int) Math.round(1000.0 * part / whole)];
    }

    private static String[] shares() {
        String[] texts = new String[1001];
        for (int i = 0; i <= 1000; i++) {
            String text = i % 1000 == 0
                    ? String.valueOf(i / 1000)
                    : "0." + String.valueOf(1000 + i).substring(1);
            texts[i] = i % 1000 == 0 ? text : text.replaceAll("0+$", "");
        }
        return texts;
    }

    /** Java writes no time stamp and no file name into the gzip header, so nothing but the content matters. */
    static void writeGzip(Path file, byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(content);
        }
    }
}
