package io.foretide.training.backtest;

import io.foretide.models.recurring.BurstSearch;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.FitRequest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The slices that steps and origins of a load belong to. Immutable. */
final class SliceMarks {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MORNING = 6;

    private final Map<Slice, boolean[]> marks = new EnumMap<>(Slice.class);

    /**
     * Marks of every step of a window.
     *
     * @param request whose training part bursts were searched in
     * @param bursts that were found there
     */
    SliceMarks(FitRequest request, Optional<BurstSearch.Found> bursts) {
        FeatureWindow window = request.window();
        double[] demand = window.column(Features.DEMAND).toArray();
        for (Slice slice : Slice.values()) {
            marks.put(slice, new boolean[demand.length]);
        }
        marks.put(Slice.AFTER_JUMP, Jumps.hourAfter(demand, request.steps()));
        bursts.ifPresent(found -> marks.put(Slice.BURSTS, found.course().rises(window)));
        Set<LocalDate> afterHolidays = afterHolidays(request);
        for (int i = 0; i < demand.length; i++) {
            ZonedDateTime local = window.timeAt(i).atZone(request.zone());
            mark(Slice.ALL, i, true);
            mark(Slice.FIRST_DAY, i, window.timeAt(i).isBefore(window.start().plus(DAY)));
            mark(Slice.NIGHT, i, local.getHour() < MORNING);
            mark(Slice.WEEKEND, i, local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0);
            mark(Slice.AFTER_HOLIDAY, i, afterHolidays.contains(local.toLocalDate()));
        }
    }

    private void mark(Slice slice, int index, boolean is) {
        of(slice)[index] = is;
    }

    private boolean[] of(Slice slice) {
        return Objects.requireNonNull(marks.get(slice));
    }

    private static Set<LocalDate> afterHolidays(FitRequest request) {
        Set<LocalDate> days = new HashSet<>();
        Optional<TimeSeries> holidays = request.window().find(Features.HOLIDAY);
        if (holidays.isPresent()) {
            double[] shares = holidays.get().toArray();
            for (int i = 0; i < shares.length; i++) {
                if (shares[i] == 1) {
                    days.add(request.window()
                            .timeAt(i)
                            .atZone(request.zone())
                            .toLocalDate()
                            .plusDays(1));
                }
            }
        }
        return days;
    }

    /** Whether a step of a forecast belongs to a slice. */
    boolean has(Slice slice, int origin, int step) {
        return of(slice)[slice.isOfOrigins() ? origin : origin + step];
    }

    /** Whether a step up to the last of a forecast does. */
    boolean hasAny(Slice slice, int origin, int steps) {
        for (int h = 1; h <= steps; h++) {
            if (has(slice, origin, h)) {
                return true;
            }
        }
        return false;
    }
}
