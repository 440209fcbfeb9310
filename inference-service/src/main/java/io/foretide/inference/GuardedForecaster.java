package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
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
    private final List<LadderRung> ladder;

    /**
     * @param champion the trained model, if there is one
     * @param ladder simpler models, best first
     */
    public GuardedForecaster(Optional<Rung> champion, List<LadderRung> ladder) {
        this.champion = champion;
        this.ladder = List.copyOf(ladder);
    }

    /** Exchanges the champion, or lets the ladder serve without one; forecasts under way end with the old one. */
    public void serve(Optional<Rung> next) {
        champion = next;
    }

    /** Who serves now, if it is a trained model. */
    public Optional<Rung> champion() {
        return champion;
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
        for (LadderRung rung : ladder) {
            Optional<Forecast> made = attempt(rung, window, reasons);
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
            return made(rung.version(), rung.model().forecast(window, rung.version(), ""), reasons);
        } catch (RuntimeException e) {
            reasons.add(rung.version() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Forecast> attempt(LadderRung rung, FeatureWindow window, List<String> reasons) {
        try {
            FeatureWindow part = LadderRung.known(window);
            Duration known = part.step().multipliedBy(part.size());
            if (known.compareTo(rung.fewest()) < 0) {
                reasons.add(rung.name() + ": " + words(known) + " of history, " + words(rung.fewest()) + " are needed");
                return Optional.empty();
            }
            return made(rung.name(), rung.forecast(window, note(rung, known, reasons)), reasons);
        } catch (RuntimeException e) {
            reasons.add(rung.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Forecast> made(String name, Optional<Forecast> forecast, List<String> reasons) {
        if (forecast.isEmpty()) {
            reasons.add(name + ": too few errors are known to calibrate it");
        }
        return forecast;
    }

    /** Why no better model serves, and on which rung of the ladder the forecast stands. */
    private static String note(LadderRung rung, Duration known, List<String> reasons) {
        List<String> note = new ArrayList<>(reasons);
        note.add("rung: " + rung.name() + " on " + words(known) + " of history");
        return String.join("; ", note);
    }

    private static String words(Duration known) {
        return known.toDays() > 1
                ? known.toDays() + " days"
                : known.toHours() > 1 ? known.toHours() + " hours" : known.toMinutes() + " minutes";
    }
}
