package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.text.Durations;
import io.foretide.training.CalibratedModel;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.PretrainedFitter;
import io.foretide.training.RollingForecaster;
import io.foretide.training.Steps;
import io.foretide.training.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that a service fits for itself on the history it has, within seconds: anew every day, and whenever the history has
 * doubled. Thread-safe.
 */
final class FallbackModel {
    /** A day adds a season to a profile; a fit takes seconds. */
    private static final Duration FITTED_EVERY = Duration.ofDays(1);

    private static final long SEED = 7;

    private final ModelFitter fitter;
    private final Duration minHistory;
    private final ZoneId zone;
    private @Nullable Fit newest;

    /**
     * @param minHistory with less history than this a simpler model does as well
     * @param zone local time of profiles and calendar
     */
    public FallbackModel(ModelFitter fitter, Duration minHistory, ZoneId zone) {
        this.fitter = fitter;
        this.minHistory = minHistory;
        this.zone = zone;
    }

    public String name() {
        return fitter.name();
    }

    Duration minHistory() {
        return minHistory;
    }

    /**
     * A fit.
     *
     * @param heldOut the same model without the newest third of the history, whose errors there are honest
     * @param on so much history
     */
    private record Fit(CalibratedModel model, ForecastModel heldOut, Instant at, Duration on) {
        boolean isOld(Instant now, Duration length) {
            return !at.plus(FITTED_EVERY).isAfter(now) || !Durations.isShorter(length, on.multipliedBy(2));
        }
    }

    /**
     * The forecast as of the history's end; empty if too few errors are known to calibrate it.
     *
     * @throws IllegalArgumentException if the history holds too little for the model
     */
    synchronized Optional<Forecast> forecast(JobHistory history, String note) {
        Fit fit = newest(history);
        return fit.model().forecast(history.of(fit.model()), name(), note);
    }

    /** The mean absolute error of forecasts of the last hours, of steps that came by now; infinite if it can make none. */
    synchronized double recentError(JobHistory history) {
        if (Durations.isShorter(history.length(), minHistory)) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            Fit fit = newest(history);
            FeatureWindow window = history.of(fit.model());
            return new RecentErrors(window).of(fit.heldOut(), fit.model().model(), fit.at());
        } catch (IllegalArgumentException e) {
            return Double.POSITIVE_INFINITY; // whoever asks for a forecast is told why there is none
        }
    }

    private Fit newest(JobHistory history) {
        Duration length = history.length();
        Instant now = history.demand().asOf();
        Fit fit = newest;
        if (fit == null || fit.isOld(now, length)) {
            fit = fit(known(history.whole().get()), now, length);
            newest = fit;
        }
        return fit;
    }

    private Fit fit(FeatureWindow window, Instant now, Duration length) {
        if (window.size() < 2) {
            throw new IllegalArgumentException("the demand is known for " + window.size() + " steps: 2 are needed");
        }
        FitRequest request = FitRequest.of(window, window.size(), zone, SEED, TrainingProgress.NONE);
        try {
            FittedModel both = fitter.fit(request);
            if (both.heldOut() == both.model()) {
                return new Fit(CalibratedModel.untried(both.model(), window), both.heldOut(), now, length);
            }
            int stride = new Steps(window.step()).in(CalibratedModel.LEARNS_EVERY);
            RollingForecaster forecaster = RollingForecaster.fit(new PretrainedFitter(name(), both), request, stride);
            forecaster.at(window.size() - 1);
            return new Fit(forecaster.calibrated(), both.heldOut(), now, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("fitting " + name() + " was cancelled", e);
        }
    }

    /** The window from the first demand on. */
    private static FeatureWindow known(FeatureWindow window) {
        var demand = window.column(Features.DEMAND);
        int first = 0;
        while (first < demand.size() && demand.isMissing(first)) {
            first++;
        }
        return window.slice(first, window.size());
    }
}
