package io.foretide.scaler.app.web;

import io.foretide.planner.decision.Direction;
import io.foretide.telemetry.signal.SignalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

/** A made-up but plausible morning of a job: a rise that is foreseen, a burst that is not, minutes without telemetry. */
final class SyntheticMorning {
    static final Instant START = Instant.parse("2019-03-12T05:30:00Z");
    static final int MINUTES = 220;
    static final int SLOTS_PER_TASK_MANAGER = 4;
    /** Minutes without telemetry. */
    static final List<Integer> SILENT = List.of(96, 97, 98, 99);

    private static final double[][] QUANTILES = {
        {0.05, -1.64}, {0.25, -0.67}, {0.5, 0}, {0.75, 0.67}, {0.9, 1.28}, {0.95, 1.64}
    };

    private final Random random = new Random(7);
    private final double[] load = new double[MINUTES + 60];
    private final double[] smooth = new double[MINUTES + 60];
    private int planned = 16;
    private int running = 16;
    private int readyAt = -1;
    private double worstLag;
    private DashboardEvent.Decision last =
            new DashboardEvent.Decision("none", START, Direction.HOLD, 16, 16, "Nothing was decided yet.");

    SyntheticMorning() {
        for (int i = 0; i < load.length; i++) {
            double rise = 30_000 / (1 + Math.exp(-(i - 95) / 22.0));
            double fall = 16_000 / (1 + Math.exp(-(i - 205) / 9.0));
            smooth[i] = 11_500 + rise - fall;
            double burst = i >= 138 && i <= 142 ? 21_000 : 0;
            load[i] = (smooth[i] + burst) * (1 + 0.022 * random.nextGaussian());
        }
    }

    static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    static DashboardEvent.Job job() {
        return new DashboardEvent.Job(
                "clickstream-enrichment",
                "Checkout events, Tuesday morning",
                SLOTS_PER_TASK_MANAGER,
                "lag",
                60,
                0.95,
                60,
                START,
                Optional.of(at(300)));
    }

    /** The whole morning in order of time. */
    List<DashboardEvent> events() {
        List<DashboardEvent> events = new ArrayList<>();
        events.add(job());
        for (int i = 0; i < MINUTES; i++) {
            events.addAll(minute(i));
        }
        return events;
    }

    /** What happens at one minute; call in order. */
    List<DashboardEvent> minute(int i) {
        List<DashboardEvent> events = new ArrayList<>();
        boolean silent = SILENT.contains(i);
        boolean restarting = i == readyAt;
        if (restarting) {
            running = planned;
        }
        double rate = 880 + 150 * (1 - Math.exp(-i / 40.0));
        double lag = Math.max(restarting ? 18 : 2, (load[i] / (running * rate) - 0.98) * 560) + random.nextDouble() * 3;
        worstLag = Math.max(worstLag, silent ? 0 : lag);
        events.add(new DashboardEvent.Minute(
                at(i),
                restarting ? "restarting" : "running",
                silent ? OptionalDouble.empty() : OptionalDouble.of(load[i]),
                silent ? OptionalDouble.empty() : OptionalDouble.of(lag),
                planned,
                running,
                restarting ? 0 : running,
                i < 5 ? OptionalDouble.empty() : OptionalDouble.of(rate),
                75 + 19 * (1 - Math.exp(-i / 60.0)),
                silent ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, load[i] / (running * rate)))));
        if (!silent) {
            events.add(prediction(i));
        }
        events.add(signals(i, silent));
        events.addAll(decide(i, rate));
        return events;
    }

    /** One that is told every five minutes, and one that nobody tells. */
    private static DashboardEvent.Signals signals(int i, boolean silent) {
        int age = 60 * (i % 5);
        return new DashboardEvent.Signals(
                at(i),
                List.of(
                        new SignalState(
                                "open_orders",
                                OptionalDouble.of(400 + i - i % 5),
                                Optional.of(at(i).minusSeconds(age)),
                                OptionalLong.of(age),
                                silent ? Optional.of("signal open_orders: 503") : Optional.empty()),
                        new SignalState(
                                "weather_temperature",
                                OptionalDouble.empty(),
                                Optional.empty(),
                                OptionalLong.empty(),
                                Optional.of("no value of now, so that models take the mean"))));
    }

    private DashboardEvent.Prediction prediction(int i) {
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        double bias = 0.012 * Math.sin(i / 13.0);
        for (double[] quantile : QUANTILES) {
            List<Double> values = new ArrayList<>();
            for (int step = 1; step <= 30; step++) {
                double expected = smooth[i + step];
                values.add(Math.rint(expected * (1 + bias + quantile[1] * (0.022 + 0.0021 * step))));
            }
            quantiles.put(String.valueOf(quantile[0]), values);
        }
        return new DashboardEvent.Prediction(at(i), 60, "lstm v12", "", quantiles);
    }

    private List<DashboardEvent> decide(int i, double rate) {
        double peak = prediction(i).quantiles().get("0.95").stream()
                .mapToDouble(value -> value)
                .max()
                .orElseThrow();
        int needed = SLOTS_PER_TASK_MANAGER * (int) Math.ceil(peak / (rate * 0.9) / SLOTS_PER_TASK_MANAGER);
        boolean free = readyAt < 0 || i > readyAt + 12;
        if (free && (needed > planned || needed < planned - 8)) {
            Direction kind = Direction.of(planned, needed);
            last = new DashboardEvent.Decision(
                    "d" + i, at(i), kind, planned, needed, reason(planned, needed, peak, rate));
            planned = needed;
            readyAt = i + (kind == Direction.UP ? 3 : 1);
            worstLag = 0;
            return List.of(
                    last,
                    new DashboardEvent.Outcome(
                            last.id(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            false));
        }
        List<DashboardEvent> events = new ArrayList<>();
        events.add(new DashboardEvent.Decision(
                "h" + i,
                at(i),
                Direction.HOLD,
                planned,
                planned,
                reason(planned, planned, peak, rate),
                ahead(i, rate)));
        if (readyAt >= 0 && i == readyAt + 8) {
            boolean up = last.kind() == Direction.UP;
            events.add(new DashboardEvent.Outcome(
                    last.id(),
                    up ? OptionalDouble.of(96.0 + i % 7 * 8) : OptionalDouble.empty(),
                    OptionalDouble.of(up ? 138.0 + i % 7 * 8 : 34.0),
                    up ? OptionalDouble.of(60.0 * (5 + i % 9)) : OptionalDouble.empty(),
                    OptionalDouble.of(worstLag),
                    true));
        }
        return events;
    }

    private List<DashboardEvent.Decision.Planned> ahead(int i, double rate) {
        List<DashboardEvent.Decision.Planned> sizes = new ArrayList<>();
        int slots = planned;
        sizes.add(new DashboardEvent.Decision.Planned(at(i), slots));
        for (int step = 10; step < 30; step += 10) {
            int needed =
                    SLOTS_PER_TASK_MANAGER * (int) Math.ceil(1.15 * smooth[i + step] / rate / SLOTS_PER_TASK_MANAGER);
            if (needed > slots) {
                slots = needed;
                sizes.add(new DashboardEvent.Decision.Planned(at(i + step), slots));
            }
        }
        return sizes;
    }

    private static String reason(int from, int to, double peak, double rate) {
        int managers = from / SLOTS_PER_TASK_MANAGER;
        int target = to / SLOTS_PER_TASK_MANAGER;
        String verdict = to == from
                ? "Hold " + managers + " TaskManagers"
                : (to > from ? "Scale up " : "Scale down ") + managers + " -> " + target + " TaskManagers";
        return String.format(
                Locale.ROOT,
                "%s: the 0.95 quantile of lstm peaks at %.0f records/s within 30 min, %.2fx the %.0f records/s that %d "
                        + "slots carry at 90 %% utilization.",
                verdict,
                peak,
                peak / (from * rate * 0.9),
                from * rate * 0.9,
                from);
    }

    static List<ReportPage.Row> rows() {
        return List.of(
                new ReportPage.Row("predictive", 6_912, 2, 84.2, 6, "as it ran"),
                new ReportPage.Row("reactive", 7_310, 19, 412, 11, "simulated on the same minutes"),
                new ReportPage.Row("static-peak", 10_560, 0, 21, 0, "simulated on the same minutes"));
    }
}
