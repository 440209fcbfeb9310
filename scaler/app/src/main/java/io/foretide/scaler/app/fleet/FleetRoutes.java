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
    private static final Map<String, Comparator<JobRow>> COLUMNS = Map.of(
            "name", Comparator.comparing(JobRow::name),
            "state", Comparator.comparing(JobRow::state),
            "priority", by(row -> row.priority().map(Integer::doubleValue)),
            "slots", by(row -> row.slots().map(Integer::doubleValue)),
            "slotsRecommended", by(row -> row.slotsRecommended().map(Integer::doubleValue)),
            "demand", by(JobRow::demand),
            "forecastPeak", by(JobRow::forecastPeak),
            "lagSeconds", by(JobRow::lagSeconds),
            "savedShare", by(JobRow::savedShare));

    private final Fleet fleet;

    FleetRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record Page(List<JobRow> jobs, Optional<String> next, int total) {}

    /** What is not known sorts as the least. */
    private static Comparator<JobRow> by(Function<JobRow, Optional<Double>> column) {
        return Comparator.comparing(row -> column.apply(row).orElse(Double.NEGATIVE_INFINITY));
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
        List<JobRow> found = filtered(query).sorted(order(query)).toList();
        List<JobRow> page = found.stream().skip(offset).limit(limit).toList();
        boolean more = offset + (long) limit < found.size();
        return new Page(page, more ? Optional.of(next(query, limit, offset + limit)) : Optional.empty(), found.size());
    }

    private Stream<JobRow> filtered(MultiMap query) {
        String search = Optional.ofNullable(query.get("search")).orElse("").toLowerCase(Locale.ROOT);
        Optional<String> state = Optional.ofNullable(query.get("state"));
        state.filter(word -> !JobRow.STATES.contains(word)).ifPresent(word -> {
            throw new IllegalArgumentException(
                    "state '" + word + "': must be one of " + String.join(", ", JobRow.STATES));
        });
        return fleet.members().stream()
                .map(Fleet.Member::row)
                .filter(row -> state.isEmpty() || state.get().equals(row.state()))
                .filter(row -> row.matches(search));
    }

    private static Comparator<JobRow> order(MultiMap query) {
        String sort = Optional.ofNullable(query.get("sort")).orElse("name");
        Comparator<JobRow> column = COLUMNS.get(sort.replaceFirst("^-", ""));
        if (column == null) {
            throw new IllegalArgumentException("sort '" + sort + "': must be one of "
                    + String.join(", ", COLUMNS.keySet().stream().sorted().toList()) + ", or one with - before it");
        }
        Comparator<JobRow> named = COLUMNS.get("name");
        return (sort.startsWith("-") ? column.reversed() : column).thenComparing(named);
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
