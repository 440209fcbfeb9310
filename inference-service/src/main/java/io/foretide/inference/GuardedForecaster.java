package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.text.Counted;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Forecasts with the best model that can: the champion, else a simpler one that needs less, with the reason and
 * the fallback in the forecast's note. Thread-safe; the champion can be exchanged while it serves.
 */
final class GuardedForecaster {
    private volatile Optional<ServedModel> champion;
    private final Ladder fallbacks;

    /**
     * @param champion the trained model, if there is one
     * @param fallbacks other models, for where it cannot
     */
    public GuardedForecaster(Optional<ServedModel> champion, Ladder fallbacks) {
        this.champion = champion;
        this.fallbacks = fallbacks;
    }

    /** Exchanges the champion, or lets the fallbacks serve without one; forecasts under way end with the old one. */
    public void serve(Optional<ServedModel> next) {
        champion = next;
    }

    /** Who serves now, if it is a trained model. */
    public Optional<ServedModel> champion() {
        return champion;
    }

    /** A forecast as of the history's end; empty, with reasons, if no model can make one. */
    public Attempt forecast(JobHistory history) {
        return forecast(history, served -> served.model().forecast(history.of(served.model()), served.version(), ""));
    }

    /**
     * The same where the champion may have been asked with others.
     *
     * @param byChampion its forecast
     */
    Attempt forecast(JobHistory history, Function<ServedModel, Optional<Forecast>> byChampion) {
        Reasons reasons = new Reasons();
        Optional<ServedModel> best = champion;
        if (best.isPresent()) {
            Optional<Forecast> forecast = attempt(best.get(), byChampion, reasons);
            if (forecast.isPresent()) {
                return new Attempt(forecast, reasons.texts, reasons.failed);
            }
        }
        // who only stands in until a champion is ready need not be the best: to rank all takes a fit of each
        for (FallbackModel fallback : best.isPresent() ? fallbacks.inOrder() : fallbacks.ranked(history)) {
            Optional<Forecast> forecast = attempt(fallback, history, reasons);
            if (forecast.isPresent()) {
                return new Attempt(forecast, reasons.texts, reasons.failed);
            }
        }
        return new Attempt(Optional.empty(), reasons.texts, reasons.failed);
    }

    /**
     * Result of an attempt to forecast.
     *
     * @param forecast empty if no model could
     * @param reasons why better models could not
     * @param failed whether one of them broke, which is more than a lack of history
     */
    public record Attempt(Optional<Forecast> forecast, List<String> reasons, boolean failed) {
        public Attempt {
            reasons = List.copyOf(reasons);
        }
    }

    /** Why models did not serve, so far. */
    private static final class Reasons {
        private final List<String> texts = new ArrayList<>();
        private boolean failed;

        void add(String text) {
            texts.add(text);
        }

        void broke(String text) {
            add(text);
            failed = true;
        }
    }

    private static Optional<Forecast> attempt(
            ServedModel served, Function<ServedModel, Optional<Forecast>> byChampion, Reasons reasons) {
        try {
            return forecastOrReason(served.version(), byChampion.apply(served), reasons);
        } catch (RuntimeException e) {
            reasons.broke(served.version() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Forecast> attempt(FallbackModel fallback, JobHistory history, Reasons reasons) {
        try {
            Duration length = history.length();
            if (Durations.isShorter(length, fallback.minHistory())) {
                reasons.add(fallback.name() + ": " + words(length) + " of history, " + words(fallback.minHistory())
                        + " are needed");
                return Optional.empty();
            }
            return forecastOrReason(
                    fallback.name(), fallback.forecast(history, note(fallback, length, reasons)), reasons);
        } catch (RuntimeException e) {
            reasons.broke(fallback.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Forecast> forecastOrReason(String name, Optional<Forecast> forecast, Reasons reasons) {
        if (forecast.isEmpty()) {
            reasons.add(name + ": too few errors are known to calibrate it");
        }
        return forecast;
    }

    /** Why no better model serves, and which fallback makes the forecast. */
    private static String note(FallbackModel fallback, Duration history, Reasons reasons) {
        List<String> note = new ArrayList<>(reasons.texts);
        note.add("fallback: " + fallback.name() + " on " + words(history) + " of history");
        return String.join("; ", note);
    }

    private static String words(Duration history) {
        return history.toDays() > 1
                ? history.toDays() + " days"
                : history.toHours() > 1 ? history.toHours() + " hours" : Counted.of(history.toMinutes(), "minute");
    }
}
