package io.foretide.training;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns median paths into quantiles while a series goes on: quantiles of the variance-stabilized errors of the last two
 * weeks, per step ahead and for the maximum, each shifted a little after every miss and every hit so that it is kept as often
 * as promised even where errors drift.
 *
 * <pre>
 * quantile(level, h)    = transformed path(h) + offset(level, h)
 * offset(level, h)      = quantile of the last errors(level, h) + shift(level, h)       never below that of a lower level
 * after a miss:  shift += pace * level
 * after a hit:   shift -= pace * (1 - level)
 * pace                  = SHIFT_SPREADS_PER_DAY / forecasts a day * spread(h) * max(MIN_PACE, |2 level - 1|)
 * spread(h)             = quantile of the last errors(0.9, h) - (0.1, h)
 * </pre>
 *
 * <p>Of a model that says how sure it is ({@link PointForecast.Band}), errors are divided by, and offsets multiplied with, the width of its band
 * (normalised scores: Papadopoulos et al. 2008; Romano, Patterson and Candès 2019).
 *
 * <p>Steps in which a recurring burst is due have errors of their own, those of all steps ahead together, as have the maxima of
 * horizons in which one is due: pooled with the others, each would be kept too often or too seldom.
 *
 * <p>The shift is the quantile tracking of Angelopoulos, Candès and Tibshirani, "Conformal PID Control for Time Series
 * Prediction" (2023), on top of a rolling split-conformal quantile; see also Gibbs and Candès (2021). At an origin only
 * errors of steps up to it are known and used. Quantiles never cross and are never negative.
 *
 * <p>Fed step by step with {@link #advance}; not thread-safe. A few microseconds per step of one minute.
 */
final class RollingConformal {
    /** The levels a forecast has. */
    private static final double[] LEVELS = {0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99};

    /** Two of every weekday: errors of a weekend are not those of a week. */
    private static final Duration MEMORY = Duration.ofDays(14);

    /** Errors that are kept per step; fifteen of them lie above the 0.99 quantile. */
    private static final int MAX_ERRORS = 1500;

    /** Fewer errors give no forecast: their 0.95 quantile would be the largest of them. */
    private static final int MIN_ERRORS = 20;

    /** No quantile is shifted further than this many spreads: it bounds how long an outage is remembered. */
    private static final double MAX_SHIFT_SPREADS = 3;

    /**
     * How far a day of nothing but misses shifts the outermost quantiles, in spreads (90 % - 10 %). The smallest that keeps
     * every promise within a point (0.99 within half a point) on the validation parts of twelve traces; with 4, which missed it
     * on three, the pinball loss is 0.7 % smaller.
     */
    private static final double SHIFT_SPREADS_PER_DAY = 10;

    /** The median's pace, as a share of the outermost quantiles': moving the middle costs accuracy and insures against nothing. */
    private static final double MIN_PACE = 0.25;

    /** Errors of one burst that are kept: further ones, of forecasts shortly after another, say nearly the same. */
    private static final double ERRORS_OF_A_BURST = 6;

    /** Groups of errors beside those of the steps: maxima, steps that burst, and maxima over such. */
    private static final int GROUPS_BESIDE_STEPS = 3;

    /** A model that is sure of a step is not believed to be surer than so much of its least sure one. */
    private static final double MIN_SHARE_OF_WIDEST = 0.05;

    private static final double[] NO_SCALE = {};

    /** Rounding of the transform and back is no miss. */
    private static final double ROUNDING = 1e-12;

    private final Horizon horizon;
    private final DemandTransform transform;
    private final int ahead;
    private final int every;
    private final int stride;
    private final boolean withBands;
    private final double rate;
    private final double burstRate;
    private final int burstEvery;
    private final int[] plainGroups;
    private final SortedWindow[] errors;
    private final double[][] shift;
    private final @Nullable IssuedForecast[] issued;
    private IssuedForecast.@Nullable Resting[] resting = new IssuedForecast.Resting[0];
    private final double[] actual;
    private double[][] offsets = new double[0][];
    private double[] spread = new double[0];
    private long time = -1;
    private long issuedForecasts;
    private double loss;

    /**
     * @param horizon of the paths
     * @param transform after which errors have the same variance at every level
     * @param stride a forecast is made every so many steps
     * @param withBands whether a model that says how sure it is is listened to
     */
    public RollingConformal(Horizon horizon, DemandTransform transform, int stride, boolean withBands) {
        if (stride < 1) {
            throw new IllegalArgumentException("stride " + stride + ": at least 1 step is needed");
        }
        this.horizon = horizon;
        this.transform = transform;
        this.stride = stride;
        this.withBands = withBands;
        ahead = horizon.steps();
        double stepsPerDay =
                (double) Duration.ofDays(1).toMillis() / horizon.step().toMillis();
        every = (int) Math.max(1, MEMORY.dividedBy(horizon.step()) / stride / MAX_ERRORS);
        rate = SHIFT_SPREADS_PER_DAY / stepsPerDay * stride;
        // each burst is an outcome of many forecasts, but counts once
        double forecastsOfAStep = Math.max(1, (double) ahead / stride);
        burstRate = rate / forecastsOfAStep;
        burstEvery = (int) Math.max(1, forecastsOfAStep / ERRORS_OF_A_BURST);
        plainGroups = IntStream.rangeClosed(0, ahead).toArray();
        errors = new SortedWindow[ahead + GROUPS_BESIDE_STEPS];
        Arrays.setAll(errors, h -> new SortedWindow(MAX_ERRORS));
        shift = new double[LEVELS.length][errors.length];
        issued = new IssuedForecast[ahead + 1];
        actual = new double[ahead];
    }

    /** Goes on from what was learned; forecasts whose outcome was not known yet are forgotten. */
    public RollingConformal(Calibration learned) {
        this(
                Horizon.of(learned.head().step()),
                learned.head().transform(),
                learned.head().stride(),
                learned.head().withBands());
        // one that was kept before bursts had groups has learned nothing of them
        int groups = learned.errors().length;
        if ((groups != errors.length && groups != ahead + 1)
                || learned.shift().length != shift.length
                || Arrays.stream(learned.shift()).anyMatch(row -> row.length != groups)) {
            throw new IllegalArgumentException("calibration of " + groups + " groups of errors and "
                    + learned.shift().length + " levels: " + errors.length + " and " + shift.length + " are needed");
        }
        for (int group = 0; group < groups; group++) {
            Arrays.stream(learned.errors()[group]).forEach(errors[group]::add);
        }
        for (int level = 0; level < shift.length; level++) {
            System.arraycopy(learned.shift()[level], 0, shift[level], 0, groups);
        }
    }

    /**
     * State learned so far.
     *
     * @param until the time of the last step
     */
    public Calibration learned(Instant until) {
        return new Calibration(
                new Calibration.Head(horizon.step(), transform, stride, until, withBands),
                Arrays.stream(errors).map(SortedWindow::inOrderOfArrival).toArray(double[][]::new),
                Arrays.stream(shift).map(double[]::clone).toArray(double[][]::new));
    }

    /**
     * Goes on by one step: its demand becomes known, then the forecast that follows it is made.
     *
     * @param demand records/s of this step; NaN if missing
     * @param pointForecast of the steps after this one; null if there is no forecast from this step
     */
    public void advance(double demand, @Nullable PointForecast pointForecast) {
        wake();
        time++;
        double now = transform.of(demand);
        actual[(int) (time % ahead)] = now;
        if (!Double.isNaN(now)) {
            for (int h = 0; h < ahead; h++) {
                IssuedForecast then = issuedBefore(h + 1);
                if (then != null) {
                    double error = now - then.path[h];
                    learn(h, error, now, then);
                }
            }
        }
        IssuedForecast then = issuedBefore(ahead);
        if (then != null) {
            double largest = largestKnown();
            if (!Double.isNaN(largest) && largest > Double.NEGATIVE_INFINITY) {
                learn(ahead, largest - then.largest, largest, then);
            }
        }
        if (pointForecast == null) {
            issued[(int) (time % (ahead + 1))] = null;
        } else {
            offsets = offsets();
            issued[(int) (time % (ahead + 1))] = issue(pointForecast, issuedForecasts % every == 0);
            issuedForecasts++;
        }
    }

    /** The pinball loss of all quantiles so far, transformed: of two that were told of the same steps, the smaller one is the better. */
    double loss() {
        return loss;
    }

    /** Takes little room until it goes on, see {@link SortedWindow#rest}. */
    void rest() {
        Arrays.stream(errors).forEach(SortedWindow::rest);
        wake();
        resting = new IssuedForecast.Resting[issued.length];
        for (int i = 0; i < issued.length; i++) {
            IssuedForecast forecast = issued[i];
            resting[i] = forecast == null ? null : forecast.resting();
        }
        Arrays.fill(issued, null);
        offsets = new double[0][];
    }

    private void wake() {
        for (int i = 0; i < resting.length; i++) {
            IssuedForecast.Resting forecast = resting[i];
            issued[i] = forecast == null ? null : forecast.awake();
        }
        resting = new IssuedForecast.Resting[0];
    }

    /** Goes on after steps that nobody saw: forecasts from before them are forgotten. */
    void skip() {
        resting = new IssuedForecast.Resting[0];
        Arrays.fill(issued, null);
    }

    /** The forecast from the last step, unless there was no path or too few errors are known yet. */
    public Optional<Forecast> forecast(Instant origin, String model, String note) {
        wake();
        IssuedForecast last = time < 0 ? null : issued[(int) (time % (ahead + 1))];
        return last == null ? Optional.empty() : forecast(last, origin, model, note);
    }

    /** A forecast from the last step that is not learned from; empty if too few errors are known yet. */
    public Optional<Forecast> forecast(PointForecast pointForecast, Instant origin, String model, String note) {
        offsets = offsets();
        return forecast(issue(pointForecast, false), origin, model, note);
    }

    private Optional<Forecast> forecast(IssuedForecast last, Instant origin, String model, String note) {
        if (last.offsets.length == 0) {
            return Optional.empty();
        }
        List<Forecast.Path> paths = new ArrayList<>(LEVELS.length);
        double[] values = new double[ahead];
        for (int level = 0; level < LEVELS.length; level++) {
            double[] offset = last.offsets[level];
            for (int h = 0; h < ahead; h++) {
                values[h] = transform.demand(last.path[h] + offset[h]);
            }
            paths.add(Forecast.Path.of(LEVELS[level], values, transform.demand(last.max[level])));
        }
        return Optional.of(new Forecast(origin, horizon, paths, model, note));
    }

    private @Nullable IssuedForecast issuedBefore(int steps) {
        return time < steps ? null : issued[(int) ((time - steps) % (ahead + 1))];
    }

    /** Learns from one error of step {@code h}, or of the maximum. */
    private void learn(int h, double error, double value, IssuedForecast then) {
        int group = then.groups[h];
        boolean isBurst = group > ahead;
        if (then.offsets.length > 0 && errors[group].size() >= MIN_ERRORS) {
            double spread = then.spread[h];
            double zero = transform.of(0);
            for (int level = 0; level < LEVELS.length; level++) {
                double promised = h < ahead ? then.path[h] + then.offsets[level][h] : then.max[level];
                loss += (value - promised) * (LEVELS[level] - (value < promised ? 1 : 0));
                boolean miss = value > Math.max(promised, zero) + ROUNDING;
                // a quantile at zero cannot go lower, so a hit there asks for nothing
                double pull = miss ? LEVELS[level] : promised > zero ? LEVELS[level] - 1 : 0;
                double pace =
                        (isBurst ? burstRate : rate) * spread * Math.max(MIN_PACE, Math.abs(2 * LEVELS[level] - 1));
                double bound = MAX_SHIFT_SPREADS * spread;
                shift[level][group] = Math.max(-bound, Math.min(bound, shift[level][group] + pace * pull));
            }
        }
        boolean remembered = isBurst ? (h + 1) / stride % burstEvery == 0 : then.remembered;
        if (remembered || errors[group].size() < MIN_ERRORS) {
            errors[group].add(then.scaled(error, h));
        }
        if (isBurst && errors[h].size() < MIN_ERRORS) {
            errors[h].add(then.scaled(error, h)); // there may be no step without a burst
        }
    }

    /** Offsets of every level and group; none before each group but those of bursts has some errors. */
    private double[][] offsets() {
        for (int h = 0; h <= ahead; h++) {
            if (errors[h].size() < MIN_ERRORS) {
                return new double[0][];
            }
        }
        double[][] table = new double[LEVELS.length][errors.length];
        spread = new double[errors.length];
        for (int group = 0; group < errors.length; group++) {
            if (errors[group].size() > 0) {
                spread[group] = errors[group].quantile(0.9) - errors[group].quantile(0.1);
                double below = Double.NEGATIVE_INFINITY;
                for (int level = 0; level < LEVELS.length; level++) {
                    below = Math.max(below, errors[group].quantile(LEVELS[level]) + shift[level][group]);
                    table[level][group] = below;
                }
            }
        }
        return table;
    }

    private IssuedForecast issue(PointForecast pointForecast, boolean remembered) {
        double[] transformed = new double[ahead];
        for (int h = 0; h < ahead; h++) {
            transformed[h] = transform.of(pointForecast.path()[h]);
        }
        int[] groups = pointForecast.hasBurst() ? groups(pointForecast) : plainGroups;
        double[][] own = offsets;
        double[] ownSpread = spread;
        if (pointForecast.hasBurst() && offsets.length > 0) {
            // bursts of which too little is known count as other steps
            int[] used = new int[ahead + 1];
            Arrays.setAll(used, h -> errors[groups[h]].size() < MIN_ERRORS ? h : groups[h]);
            own = Arrays.stream(offsets).map(row -> chosen(row, used)).toArray(double[][]::new);
            ownSpread = chosen(spread, used);
        }
        double largest = transform.of(pointForecast.largest());
        double[] scale = pointForecast
                .band()
                .filter(band -> withBands)
                .map(band -> scale(transformed, largest, band))
                .orElse(NO_SCALE);
        if (scale.length > 0) {
            own = Arrays.stream(own).map(row -> scaled(row, scale)).toArray(double[][]::new);
        }
        double[] max = new double[own.length];
        for (int level = 0; level < max.length; level++) {
            double highest = largest + own[level][ahead];
            for (int h = 0; h < ahead; h++) {
                highest = Math.max(highest, transformed[h] + own[level][h]);
            }
            max[level] = highest;
        }
        return new IssuedForecast(transformed, largest, own, max, ownSpread, scale, groups, remembered);
    }

    /** What a model expects its errors below, and then above, to be, transformed, by step and for the maximum. */
    private double[] scale(double[] transformed, double largest, PointForecast.Band band) {
        double[] scale = new double[2 * (ahead + 1)];
        double widest = 0;
        for (int h = 0; h <= ahead; h++) {
            double median = h < ahead ? transformed[h] : largest;
            scale[h] = median - transform.of(band.low()[h]);
            scale[ahead + 1 + h] = transform.of(band.high()[h]) - median;
            widest = Math.max(widest, Math.max(scale[h], scale[ahead + 1 + h]));
        }
        double narrowest = widest > 0 ? MIN_SHARE_OF_WIDEST * widest : 1;
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.max(scale[i], narrowest);
        }
        return scale;
    }

    private static double[] scaled(double[] offsets, double[] scale) {
        double[] scaled = new double[scale.length / 2];
        Arrays.setAll(scaled, h -> offsets[h] * scale[offsets[h] < 0 ? h : scaled.length + h]);
        return scaled;
    }

    /** The groups of errors of every step, and of the maximum. */
    private int[] groups(PointForecast pointForecast) {
        int[] groups = plainGroups.clone();
        for (int h = 0; h < ahead; h++) {
            groups[h] = pointForecast.isBurst(h) ? ahead + 1 : h;
        }
        groups[ahead] = ahead + 2;
        return groups;
    }

    private static double[] chosen(double[] values, int[] at) {
        return Arrays.stream(at).mapToDouble(index -> values[index]).toArray();
    }

    /** The largest of the newest values; those missing count for nothing as long as they are the fewer. */
    private double largestKnown() {
        double largest = Double.NEGATIVE_INFINITY;
        int missing = 0;
        for (double value : actual) {
            if (Double.isNaN(value)) {
                missing++;
            } else if (value > largest) {
                largest = value;
            }
        }
        return 2 * missing >= Math.max(2, ahead) ? Double.NaN : largest;
    }
}
