package io.foretide.planner.learned;

import io.foretide.text.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The objective as a budget: of the time of the last 30 days that was seen, that beyond the objective. What nobody saw is not in
 * it. Immutable.
 *
 * <p>Burn rates over several windows are those of "The Site Reliability Workbook" (Beyer et al., O'Reilly 2018, chapter 5).
 *
 * @param spans what was seen, oldest first: of five minutes each within the last hour, of an hour within the last day, and of a
 *     day before
 */
public record ErrorBudget(List<Span> spans) {
    /** The time that the objective is kept over: a month, as reliability is usually promised. */
    public static final Duration PERIOD = Duration.ofDays(30);

    /** The window that tells a burst. */
    public static final Duration SHORT_WINDOW = Duration.ofHours(1);

    /** The window that tells whether it lasts. */
    public static final Duration LONG_WINDOW = Duration.ofDays(1);

    /** Nothing was seen yet. */
    public static final ErrorBudget NEW = new ErrorBudget(List.of());

    private static final Duration FINE = Duration.ofMinutes(5);

    /**
     * A stretch of time.
     *
     * @param from its beginning
     * @param minutes of it that were seen
     * @param violated of these, minutes beyond the objective
     */
    public record Span(Instant from, double minutes, double violated) {
        public Span {
            Objects.requireNonNull(from, "from");
            if (!(minutes >= 0 && violated >= 0 && violated <= minutes + 1e-6 && Double.isFinite(minutes))) {
                throw Check.refusal("violated minutes", violated, "0 to those seen (" + minutes + ")");
            }
        }

        Span plus(Span other) {
            return new Span(from, minutes + other.minutes, violated + other.violated);
        }

        Span from(Instant changed) {
            return new Span(changed, minutes, violated);
        }
    }

    public ErrorBudget {
        spans = List.copyOf(spans);
    }

    /** The budget after {@code seen}, up to {@code now}, all of it beyond the objective or none. */
    public ErrorBudget observe(boolean violated, Duration seen, Instant now) {
        double minutes = seen.toMillis() / 60_000.0;
        Span span = new Span(now, minutes, violated ? minutes : 0);
        List<Span> next = new ArrayList<>(spans);
        int last = next.size() - 1;
        if (last >= 0 && next.get(last).from().equals(fine(now))) {
            next.set(last, next.get(last).plus(span)); // ages are counted in whole spans: nothing else has become older
            return new ErrorBudget(next);
        }
        next.add(span);
        return new ErrorBudget(merged(next, now));
    }

    /** The older, the coarser; what is older than the period goes. */
    private static List<Span> merged(List<Span> spans, Instant now) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans) {
            if (isWithin(PERIOD, span.from(), now)) {
                Span coarse = span.from(floor(span.from(), now));
                int last = merged.size() - 1;
                if (last >= 0 && !merged.get(last).from().isBefore(coarse.from())) {
                    merged.set(last, merged.get(last).plus(coarse));
                } else {
                    merged.add(coarse);
                }
            }
        }
        return merged;
    }

    private static Instant floor(Instant from, Instant now) {
        if (!isWithin(LONG_WINDOW, from, now)) {
            return from.truncatedTo(ChronoUnit.DAYS);
        }
        return isWithin(SHORT_WINDOW, from, now) ? fine(from) : from.truncatedTo(ChronoUnit.HOURS);
    }

    private static Instant fine(Instant from) {
        return Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), FINE.toSeconds()) * FINE.toSeconds());
    }

    private static boolean isWithin(Duration window, Instant from, Instant now) {
        return from.isAfter(now.minus(window));
    }

    /** What was seen in the last {@code window}. */
    public Span seen(Duration window, Instant now) {
        Instant since = now.minus(window);
        double minutes = 0;
        double violated = 0;
        for (int i = spans.size() - 1; i >= 0 && spans.get(i).from().isAfter(since); i--) { // asked at each decision
            minutes += spans.get(i).minutes();
            violated += spans.get(i).violated();
        }
        return new Span(since, minutes, violated);
    }

    /** The share of the whole period's budget that is used, of an objective that {@code sloShare} of the minutes should keep. */
    public double used(double sloShare, Instant now) {
        return seen(PERIOD, now).violated() / ((1 - sloShare) * PERIOD.toMinutes());
    }

    /** This budget by another clock. */
    ErrorBudget timed(UnaryOperator<Instant> clock) {
        return new ErrorBudget(
                spans.stream().map(span -> span.from(clock.apply(span.from()))).toList());
    }
}
