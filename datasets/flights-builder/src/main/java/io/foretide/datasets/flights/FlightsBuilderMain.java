package io.foretide.datasets.flights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the published flights and writes the trace and its checksum; figures to judge it by go to stdout. */
@Command(name = "flights-builder", mixinStandardHelpOptions = true, description = "Builds the flights trace.")
public final class FlightsBuilderMain implements Callable<Integer> {
    private static final Instant FROM = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2001-07-01T00:00:00Z");
    /** The record begins at midnight local time, 10:00Z in Honolulu; four hours later what left before has landed, nearly. */
    private static final Instant COMPLETE_FROM = Instant.parse("2001-01-01T14:00:00Z");

    private static final int PROGRESS_EVERY = 500_000;

    @Option(names = "--parquet", required = true, description = "flights-3m.parquet of vega-datasets")
    private Path parquet = Path.of("");

    @Option(names = "--airports", required = true, description = "airports.csv of vega-datasets")
    private Path airports = Path.of("");

    @Option(names = "--out", required = true, description = "the folder to write flights-2001.csv.gz and .sha256 into")
    private Path out = Path.of("");

    public static void main(String[] args) {
        System.exit(new CommandLine(new FlightsBuilderMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException, SQLException, GeneralSecurityException {
        Minutes range = Minutes.between(FROM, TO);
        FlightCounts counts = count(range);
        byte[] csv = TraceFile.csv(counts, range, COMPLETE_FROM);
        Path file = out.resolve("flights-2001.csv.gz");
        Files.createDirectories(out);
        TraceFile.writeGzip(file, csv);
        String sum = sha256(Files.readAllBytes(file));
        Files.writeString(out.resolve("flights-2001.sha256"), sum + "  flights-2001.csv.gz\n");
        System.out.print(Summary.of(counts, range, COMPLETE_FROM));
        System.out.println("SHA-256 of flights-2001.csv.gz (" + Files.size(file) + " bytes): " + sum);
        System.out.println("SHA-256 of the CSV in it (" + csv.length + " bytes): " + sha256(csv));
        return 0;
    }

    private FlightCounts count(Minutes range) throws IOException, SQLException {
        FlightCounts counts = new FlightCounts(range);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            String source = " FROM read_parquet('" + parquet.toString().replace("'", "''") + "')";
            Map<String, Airport> origins = Airport.read(airports, codes(statement, source));
            long total = single(statement, "SELECT count(*)" + source);
            try (ResultSet flights = statement.executeQuery("SELECT origin, date, distance" + source)) {
                for (long done = 1; flights.next(); done++) {
                    Airport origin = origins.get(flights.getString(1));
                    if (origin == null) {
                        throw new IllegalStateException("flight " + done + " has no known origin");
                    }
                    counts.add(origin, flights.getObject(2, LocalDateTime.class), flights.getInt(3));
                    if (done % PROGRESS_EVERY == 0) {
                        System.err.printf("read %,d of %,d flights%n", done, total);
                    }
                }
            }
        }
        return counts;
    }

    private static List<String> codes(Statement statement, String source) throws SQLException {
        List<String> codes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT DISTINCT origin" + source)) {
            while (rows.next()) {
                codes.add(rows.getString(1));
            }
        }
        return codes;
    }

    private static long single(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
