package io.foretide.training;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model that goes along with a series and keeps its intervals right: what a service serves. Every forecast first learns from
 * what came since the last one; steps that it missed, such as those before it was made, it forecasts afterwards, as far back as
 * intervals remember. Thread-safe.
 */
public final class CalibratedModel {
    /** Forecasts are learned from that often, however often they are asked for. */
    public static final Duration LEARNS_EVERY = Duration.ofMinutes(5);

    /** Intervals remember two weeks; one more lets them settle. */
    public static final Duration MEMORY = Duration.ofDays(21);

    private static final int MIN_FORECASTS = 200;

    private final ForecastModel model;
    private final Duration step;
    private final int stride;
    private final RollingConformal conformal;
    private Instant until;

    /** A model with what its intervals have learned. */
    public CalibratedModel(ForecastModel model, Calibration learned) {
        this.model = model;
        step = learned.head().step();
        stride = learned.head().stride();
        until = learned.head().until();
        conformal = new RollingConformal(learned);
    }

    /** A model that was fitted on nothing in a window, so that its intervals can learn from all of it. */
    public static CalibratedModel untried(ForecastModel model, FeatureWindow window) {
        double[] demand = window.column(Features.DEMAND).toArray();
        int stride = new Steps(window.step()).in(LEARNS_EVERY);
        long observed =
                Arrays.stream(demand).filter(value -> !Double.isNaN(value)).count();
        return new CalibratedModel(
                model,
                Calibration.none(new Calibration.Head(
                        window.step(),
                        model.noise(window, demand.length),
                        // a young series has few steps to learn from
                        observed < (long) MIN_FORECASTS * stride ? 1 : stride,
                        window.start().minus(window.step()),
                        false)));
    }

    public ForecastModel model() {
        return model;
    }

    /** Calibration of the intervals, as learned so far. */
    public synchronized Calibration learned() {
        return conformal.learned(until);
    }

    /** How much time up to {@code now} it has not learned from yet, as far as it will. */
    public synchronized Duration unlearned(Instant now) {
        Duration since = Duration.between(until, now);
        return since.compareTo(MEMORY) > 0 ? MEMORY : since;
    }

    /**
     * The forecast as of the end of a window; empty if too few errors are known yet.
     *
     * @param window ends no earlier than that of the forecast before
     * @param name who is said to have made it
     * @throws IllegalArgumentException if the window has another step, or holds too little for the model
     */
    public synchronized Optional<Forecast> forecast(FeatureWindow window, String name, String note) {
        Due due = due(window);
        ForecastModel.Question question = due.question();
        return forecast(due, model.pointForecasts(question.window(), question.indices()), name, note);
    }

    /**
     * What the model has to say for a forecast as of the end of a window.
     *
     * @param window as in {@link #forecast}
     * @param first step from which on intervals learn
     * @param isGap whether there are steps before it that nobody saw
     * @param origins of the window
     * @param question what the model is asked
     */
    public record Due(
            FeatureWindow window, int first, boolean isGap, List<Integer> origins, ForecastModel.Question question) {
        public Due {
            origins = List.copyOf(origins);
        }
    }

    /**
     * What has to be asked for a forecast, by whoever asks for several at once.
     *
     * @throws IllegalArgumentException like {@link #forecast}
     */
    public synchronized Due due(FeatureWindow window) {
        if (!window.step().equals(step)) {
            throw new IllegalArgumentException(
                    "steps of " + window.step() + ": this model was calibrated on steps of " + step);
        }
        int last = window.size() - 1;
        int lastLearned = (int) Math.max(-1, Math.min(last + 1L, index(window, until)));
        if (lastLearned > last) {
            throw new IllegalArgumentException(
                    "a forecast as of " + window.asOf() + ": the one before was as of " + until);
        }
        double[] demand = window.column(Features.DEMAND).toArray();
        Steps steps = new Steps(step);
        int first = Math.max(lastLearned + 1, last - steps.in(MEMORY));
        List<Integer> origins = IntStream.rangeClosed(Math.min(first, last), last)
                .filter(i -> i == last || (isLearnedFrom(window, i) && steps.hasRecent(demand, i)))
                .boxed()
                .toList();
        // more than the model looks at costs time and changes nothing
        int from = (int) Math.max(0, origins.get(0) - model.history().dividedBy(step) - 1);
        return new Due(
                window,
                first,
                first > lastLearned + 1,
                origins,
                new ForecastModel.Question(
                        window.slice(from, last + 1),
                        origins.stream().map(origin -> origin - from).toList()));
    }

    /**
     * The forecast that was due, once the model was asked; there was none meanwhile.
     *
     * @param forecasts what the model said
     * @throws IllegalStateException if another forecast was made since
     */
    public synchronized Optional<Forecast> forecast(Due due, List<PointForecast> forecasts, String name, String note) {
        FeatureWindow window = due.window();
        if (!due.isGap() && index(window, until) >= due.first() && due.first() < window.size()) {
            throw new IllegalStateException("a forecast as of " + until + " was made before that of " + window.asOf());
        }
        if (due.isGap()) {
            conformal.skip();
        }
        double[] demand = window.column(Features.DEMAND).toArray();
        List<Integer> origins = due.origins();
        int next = 0;
        for (int i = due.first(); i < window.size(); i++) {
            boolean isOrigin = origins.get(next) == i;
            conformal.advance(demand[i], isOrigin && isLearnedFrom(window, i) ? forecasts.get(next) : null);
            next += isOrigin ? 1 : 0;
        }
        until = window.asOf();
        Optional<Forecast> made = conformal.forecast(forecasts.get(origins.size() - 1), window.asOf(), name, note);
        conformal.rest();
        return made;
    }

    private static long index(FeatureWindow window, Instant time) {
        return Math.floorDiv(
                Duration.between(window.start(), time).toMillis(), window.step().toMillis());
    }

    private boolean isLearnedFrom(FeatureWindow window, int index) {
        return Math.floorMod(window.timeAt(index).toEpochMilli() / step.toMillis(), stride) == 0;
    }
}
