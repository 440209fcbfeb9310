package io.foretide.scaler.app.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up but plausible answers about many jobs, as a service of a fleet gives them: most are served, some are in trouble. */
final class SyntheticFleet {
    static final Instant NOW = Instant.parse("2026-10-06T14:05:00Z");

    private static final List<String> STREAMS = List.of(
            "orders", "clickstream", "payments", "sensors", "sessions", "fraud-score", "inventory", "search-index");
    private static final List<String> NAMESPACES = List.of("shop", "analytics", "iot", "payments-production", "search");
    private static final int HALF_HOURS = 48;

    private SyntheticFleet() {}

    /** Rows of so many jobs, in the order of their numbers, which their names end with: {@code orders-0001}. */
    static List<Map<String, Object>> rows(int jobs) {
        return IntStream.range(0, jobs).mapToObj(SyntheticFleet::row).toList();
    }

    private static Map<String, Object> row(int i) {
        Random random = new Random(i);
        String name = STREAMS.get(i % STREAMS.size()) + "-" + String.format("%04d", i);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("state", i % 97 == 0 ? "invalid" : i % 61 == 0 ? "waiting" : i % 43 == 0 ? "overdue" : "served");
        row.put("problems", List.of());
        row.put("conditions", List.of());
        if (i % 97 == 0) {
            row.put(
                    "problems",
                    List.of(
                            "planner.maxTaskManagers is 0: must be 1 to 10000",
                            "flink.url is 'jobmanager:8081': must begin with http:// or https://"));
            return row;
        }
        row.put("namespace", NAMESPACES.get(random.nextInt(NAMESPACES.size())));
        if (i % 61 == 0) {
            row.put("conditions", List.of("Flink at http://jobmanager:8081 cannot be reached: Connection refused"));
            return row;
        }
        return measured(row, i, random);
    }

    private static Map<String, Object> measured(Map<String, Object> row, int i, Random random) {
        double size = 200 * Math.pow(10, 3 * random.nextDouble());
        double phase = 2 * Math.PI * random.nextDouble();
        double spread = 0.2 + 0.6 * random.nextDouble();
        List<Double> load = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (int t = 0; t < HALF_HOURS; t++) {
            double value =
                    size * (1 + spread * Math.sin(phase + 2 * Math.PI * t / HALF_HOURS) + 0.05 * random.nextGaussian());
            boolean gap = i % 7 == 0 && t >= 20 && t < 24;
            load.add(gap ? null : value);
            slots.add(gap ? null : 4 * (int) Math.ceil(value / 1_500));
        }
        int last = HALF_HOURS - 1;
        int running = slots.get(last);
        int recommended = i % 5 == 0 ? running + 4 : running;
        double lag = i % 43 == 0 ? 190 : 30 * random.nextDouble();
        row.put("priority", i % 101);
        row.put("mode", i % 9 == 0 ? "recommend" : "auto");
        row.put("taskManagers", running / 4);
        row.put("taskManagersRecommended", recommended / 4);
        row.put("slots", running);
        row.put("slotsRecommended", recommended);
        row.put("demand", load.get(last));
        row.put("forecastPeak", 1.2 * load.get(last));
        row.put("forecastPeakAt", NOW.plusSeconds(60L * random.nextInt(30)).toString());
        row.put("lagSeconds", lag);
        row.put("lagObjectiveSeconds", 60);
        row.put("load", load);
        row.put("slotsPast", slots);
        row.put("savedShare", 0.6 * spread);
        row.put("reason", "Hold " + running / 4 + " TaskManagers: the 0.95 quantile of the next 30 minutes fits.");
        if (lag > 60) {
            row.put("conditions", List.of("no tick has ended for 3 minutes", "the last tick broke: the disk is full"));
        }
        return row;
    }

    /** What is said of the whole of some rows. */
    static Map<String, Object> summary(List<Map<String, Object>> rows, List<String> problems) {
        Map<String, Object> jobs = new LinkedHashMap<>();
        jobs.put("total", rows.size());
        for (String state : List.of("served", "waiting", "overdue", "invalid")) {
            jobs.put(
                    state,
                    rows.stream().filter(row -> state.equals(row.get("state"))).count());
        }
        return Map.of(
                "jobs",
                jobs,
                "slots",
                (int) sum(rows, "slots"),
                "slotsRecommended",
                (int) sum(rows, "slotsRecommended"),
                "demand",
                sum(rows, "demand"),
                "rescalesUnderWay",
                3,
                "maxSlots",
                50_000,
                "rescalesAtOnce",
                5,
                "problems",
                problems);
    }

    private static double sum(List<Map<String, Object>> rows, String key) {
        return rows.stream()
                .mapToDouble(row -> row.get(key) instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }
}
