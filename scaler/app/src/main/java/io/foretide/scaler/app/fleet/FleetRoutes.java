package io.foretide.scaler.app.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.scaler.app.web.JsonAnswer;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A fleet over HTTP: {@code GET /v1/jobs} every job, wrong ones too, and {@code GET /v1/fleet} their sums. Query of the first:
 * {@code limit} and {@code offset}; {@code search} (part of name, namespace or state); {@code state}; {@code sort}, a column of
 * {@link #COLUMNS}, falling with {@code -} before it.
 */
final class FleetRoutes {
    static final String JOBS = "/v1/jobs";

    private static final int MOST = 1_000;
    private static final Map<String, Column<?>> COLUMNS = Map.of(
            "name", new Column<>(JobView::name),
            "state", new Column<>(JobView::state),
            "priority", Column.of(job -> job.priority().map(Integer::doubleValue)),
            "slots", Column.of(job -> job.slots().map(Integer::doubleValue)),
            "slotsRecommended", Column.of(job -> job.slotsRecommended().map(Integer::doubleValue)),
            "demand", Column.of(JobView::demand),
            "forecastPeak", Column.of(JobView::forecastPeak),
            "lagSeconds", Column.of(JobView::lagSeconds),
            "savedShare", Column.of(JobView::savedShare));

    private final Fleet fleet;

    FleetRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record Page(List<JobRow> jobs, Optional<String> next, int total) {}

    /** What jobs are sorted by; of each it is found once. */
    private record Column<K extends Comparable<K>>(Function<JobView, K> key) {
        private record Keyed<K>(JobView job, K key) {}

        /** What is not known sorts as the least. */
        static Column<Double> of(Function<JobView, Optional<Double>> figure) {
            return new Column<>(job -> figure.apply(job).orElse(Double.NEGATIVE_INFINITY));
        }

        List<JobView> sorted(Stream<JobView> jobs, boolean falling) {
            Comparator<Keyed<K>> order = Comparator.comparing(Keyed::key);
            return jobs.map(job -> new Keyed<>(job, key.apply(job)))
                    .sorted((falling ? order.reversed() : order)
                            .thenComparing(one -> one.job().name()))
                    .map(Keyed::job)
                    .toList();
        }
    }

    /** Adds the routes to a router. */
    void mount(Router router) {
        router.get(JOBS).handler(context -> answered(context, this::jobs));
        router.get("/v1/fleet").handler(context -> JsonAnswer.send(context, 200, FleetSums.of(fleet)));
    }

    private static void answered(RoutingContext context, Function<MultiMap, Object> answer) {
        try {
            JsonAnswer.send(context, 200, answer.apply(context.queryParams()));
        } catch (IllegalArgumentException e) {
            JsonAnswer.send(context, 400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private Page jobs(MultiMap query) {
        int limit = number(query, "limit", MOST, 1, MOST);
        int offset = number(query, "offset", 0, 0, Integer.MAX_VALUE);
        String sort = Optional.ofNullable(query.get("sort")).orElse("name");
        List<JobView> found = column(sort).sorted(filtered(query), sort.startsWith("-"));
        List<JobRow> page =
                found.stream().skip(offset).limit(limit).map(JobRow::of).toList();
        boolean more = offset + (long) limit < found.size();
        return new Page(page, more ? Optional.of(next(query, limit, offset + limit)) : Optional.empty(), found.size());
    }

    private Stream<JobView> filtered(MultiMap query) {
        String search = Optional.ofNullable(query.get("search")).orElse("").toLowerCase(Locale.ROOT);
        Optional<String> state = Optional.ofNullable(query.get("state"));
        state.filter(word -> !JobRow.STATES.contains(word)).ifPresent(word -> {
            throw new IllegalArgumentException(
                    "state '" + word + "': must be one of " + String.join(", ", JobRow.STATES));
        });
        return fleet.views().stream()
                .filter(job -> state.isEmpty() || state.get().equals(job.state()))
                .filter(job -> job.matches(search));
    }

    private static Column<?> column(String sort) {
        Column<?> column = COLUMNS.get(sort.replaceFirst("^-", ""));
        if (column == null) {
            throw new IllegalArgumentException("sort '" + sort + "': must be one of "
                    + String.join(", ", COLUMNS.keySet().stream().sorted().toList()) + ", or one with - before it");
        }
        return column;
    }

    private static int number(MultiMap query, String name, int initially, int least, int most) {
        String text = query.get(name);
        if (text == null) {
            return initially;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(
                    name + " '" + text + "': must be a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    private static String next(MultiMap query, int limit, int offset) {
        StringBuilder next = new StringBuilder(JOBS + "?limit=" + limit + "&offset=" + offset);
        for (String name : List.of("search", "state", "sort")) {
            Optional.ofNullable(query.get(name))
                    .ifPresent(value -> next.append('&')
                            .append(name)
                            .append('=')
                            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return next.toString();
    }
}
