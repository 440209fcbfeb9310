import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Stores a policy's run of {@code foretide simulate --dump} as the service would have stored that job: demand, records in and out, busy
 * ratio and lag of each minute; nothing of a minute in which it restarted. Arguments: dump, store, policy, records/s of a slot.
 */
public final class SimulatedHistory {
    private SimulatedHistory() {}

    public static void main(String[] arguments) throws IOException {
        String policy = arguments[2];
        double rate = Double.parseDouble(arguments[3]);
        Map<Instant, List<String[]>> minutes = new LinkedHashMap<>();
        try (BufferedReader dump = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(new FileInputStream(arguments[0])), StandardCharsets.UTF_8))) {
            dump.lines().skip(1).map(line -> line.split(",")).filter(tick -> tick[1].equals(policy)).forEach(tick -> minutes.computeIfAbsent(
                            Instant.parse(tick[0]).truncatedTo(ChronoUnit.MINUTES), minute -> new ArrayList<>())
                    .add(tick));
        }
        List<FeatureRow> rows = new ArrayList<>();
        double before = 0;
        for (Map.Entry<Instant, List<String[]>> minute : minutes.entrySet()) {
            List<String[]> ticks = minute.getValue();
            double demand = ticks.stream().mapToDouble(tick -> Double.parseDouble(tick[2])).average().orElse(0);
            double capacity = ticks.stream().mapToDouble(tick -> Double.parseDouble(tick[4])).average().orElse(0) * rate;
            double lag = Double.parseDouble(ticks.get(ticks.size() - 1)[6]) * Math.max(1, demand);
            double in = Math.max(0, demand - (lag - before) / 60);
            boolean restarted = ticks.stream().anyMatch(tick -> tick[5].equals("0"));
            Map<String, Double> values = restarted
                    ? Map.of()
                    : Map.of(
                            Features.DEMAND, demand,
                            Features.RECORDS_IN, in,
                            Features.RECORDS_OUT, in,
                            Features.BUSY, Math.min(1, in / capacity),
                            Features.LAG, lag);
            rows.add(new FeatureRow(minute.getKey(), values));
            before = lag;
        }
        try (SqliteDatabase database = SqliteDatabase.open(Path.of(arguments[1]), FeatureStore.MIGRATIONS)) {
            new FeatureStore(database).appendAll(new JobId("simulated"), rows);
        }
        System.err.println(rows.size() + " minutes, " + rows.stream().filter(row -> row.values().isEmpty()).count() + " of them in a restart");
    }
}
