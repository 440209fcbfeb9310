package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.ForecastModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forecasts with the best model that can: the champion, else a simpler one that needs less, with the reason and
 * the rung in the forecast's note. Thread-safe; the champion can be exchanged while it serves.
 */
public final class GuardedForecaster {
    private volatile Optional<Rung> champion;
    private final List<ForecastModel> fallbacks;

    /**
     * @param champion the trained model, if there is one
     * @param fallbacks simpler models, best first; they are calibrated on the window they are given
     */
    public GuardedForecaster(Optional<Rung> champion, List<ForecastModel> fallbacks) {
        this.champion = champion;
        this.fallbacks = List.copyOf(fallbacks);
    }

    /** Exchanges the champion; forecasts under way end with the old one. */
    public void promote(Rung next) {
        champion = Optional.of(next);
    }

    /** A forecast as of the window's end; empty, with reasons, if no model can make one. */
    public Attempt forecast(FeatureWindow window) {
        List<String> reasons = new ArrayList<>();
        Optional<Rung> best = champion;
        if (best.isPresent()) {
            Optional<Forecast> made = attempt(best.get(), window, reasons);
            if (made.isPresent()) {
                return new Attempt(made, reasons);
            }
        }
        for (ForecastModel model : fallbacks) {
            Optional<Forecast> made = attempt(model, window, reasons);
            if (made.isPresent()) {
                return new Attempt(made, reasons);
            }
        }
        return new Attempt(Optional.empty(), reasons);
    }

    /**
     * What came of it.
     *
     * @param forecast empty if no model could
     * @param reasons why better models could not
     */
    public record Attempt(Optional<Forecast> forecast, List<String> reasons) {
        public Attempt {
            reasons = List.copyOf(reasons);
        }
    }

    private static Optional<Forecast> attempt(Rung rung, FeatureWindow window, List<String> reasons) {
        try {
            double[] path = rung.model().predict(window, new int[] {window.size() - 1})[0];
            return Optional.of(
                    rung.calibrator().apply(window.asOf(), path, rung.version(), String.join("; ", reasons)));
        } catch (RuntimeException e) {
            reasons.add(rung.version() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Forecast> attempt(ForecastModel model, FeatureWindow window, List<String> reasons) {
        try {
            Duration known = known(window);
            if (known.compareTo(model.fewest()) < 0) {
                reasons.add(
                        model.name() + ": " + words(known) + " of history, " + words(model.fewest()) + " are needed");
                return Optional.empty();
            }
            Optional<Forecast> made = SelfCalibration.forecast(model, window, note(model, known, reasons));
            if (made.isEmpty()) {
                reasons.add(model.name() + ": too few errors are known to calibrate it");
            }
            return made;
        } catch (RuntimeException e) {
            reasons.add(model.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Why no better model serves, and on which rung of the ladder the forecast stands. */
    private static String note(ForecastModel model, Duration known, List<String> reasons) {
        List<String> note = new ArrayList<>(reasons);
        note.add("rung: " + model.name() + " on " + words(known) + " of history");
        return String.join("; ", note);
    }

    private static String words(Duration known) {
        return known.toDays() > 1
                ? known.toDays() + " days"
                : known.toHours() > 1 ? known.toHours() + " hours" : known.toMinutes() + " minutes";
    }

    /** How long a job has been known. */
    private static Duration known(FeatureWindow window) {
        TimeSeries demand = window.column(Features.DEMAND);
        int first = 0;
        while (first < demand.size() && demand.isMissing(first)) {
            first++;
        }
        return window.step().multipliedBy(demand.size() - (long) first);
    }
}
