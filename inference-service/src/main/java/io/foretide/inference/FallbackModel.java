package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.models.Models;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.text.Durations;
import io.foretide.training.CalibratedModel;
import io.foretide.training.FitRequest;
import io.foretide.training.FittedModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.PretrainedFitter;
import io.foretide.training.RollingForecaster;
import io.foretide.training.Steps;
import io.foretide.training.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
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
    private @Nullable CalibratedModel fitted;
    private Instant fittedAt = Instant.MIN;
    private Duration fittedOn = Duration.ZERO;

    /**
     * @param minHistory with less history than this a simpler model does as well
     * @param zone local time of profiles and calendar
     */
    public FallbackModel(ModelFitter fitter, Duration minHistory, ZoneId zone) {
        this.fitter = fitter;
        this.minHistory = minHistory;
        this.zone = zone;
    }

    /** Models of a job without a trained one, by how long it is known; best first. */
    public static List<FallbackModel> all(ZoneId zone) {
        return List.of(
                new FallbackModel(Models.named("ridge"), Duration.ofDays(14), zone),
                new FallbackModel(Models.named("profile-level"), Duration.ofDays(2), zone),
                new FallbackModel(Models.named("seasonal-naive"), Duration.ofDays(1), zone),
                new FallbackModel(Models.named("mean-15"), Duration.ZERO, zone),
                new FallbackModel(Models.named("last-value"), Duration.ZERO, zone));
    }

    public String name() {
        return fitter.name();
    }

    Duration minHistory() {
        return minHistory;
    }

    /**
     * The forecast as of the history's end; empty if too few errors are known to calibrate it.
     *
     * @throws IllegalArgumentException if the history holds too little for the model
     */
    synchronized Optional<Forecast> forecast(JobHistory history, String note) {
        Duration length = history.length();
        Instant now = history.demand().asOf();
        boolean old =
                !fittedAt.plus(FITTED_EVERY).isAfter(now) || !Durations.isShorter(length, fittedOn.multipliedBy(2));
        CalibratedModel current = fitted;
        if (current != null && !old) {
            return current.forecast(history.of(current), name(), note);
        }
        FeatureWindow all = history.whole().get();
        current = fit(known(all));
        fitted = current;
        fittedAt = now;
        fittedOn = length;
        return current.forecast(all, name(), note);
    }

    private CalibratedModel fit(FeatureWindow window) {
        if (window.size() < 2) {
            throw new IllegalArgumentException("the demand is known for " + window.size() + " steps: 2 are needed");
        }
        FitRequest request = FitRequest.of(window, window.size(), zone, SEED, TrainingProgress.NONE);
        try {
            FittedModel both = fitter.fit(request);
            if (both.heldOut() == both.model()) {
                return CalibratedModel.untried(both.model(), window);
            }
            int stride = new Steps(window.step()).in(CalibratedModel.LEARNS_EVERY);
            RollingForecaster forecaster = RollingForecaster.fit(new PretrainedFitter(name(), both), request, stride);
            forecaster.at(window.size() - 1);
            return forecaster.calibrated();
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
