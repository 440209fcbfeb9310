package io.foretide.training.backtest;

import io.foretide.text.InputException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Settings of a backtest: what is scored, and how.
 *
 * @param trainShare this share of the steps, 0-1, is the training part; the rest is the test part
 * @param validationFrom the first step of the validation part; empty: it is the last third of the training part
 * @param models names of models
 * @param horizonMinutes minutes ahead that are scored each for themselves
 * @param stride time between two forecasts; at least one step is taken
 * @param maxOrigins at most so many forecasts are scored, spread evenly; all if empty
 * @param seed of everything random
 */
public record BacktestSettings(
        double trainShare,
        OptionalInt validationFrom,
        List<String> models,
        List<Integer> horizonMinutes,
        Duration stride,
        OptionalInt maxOrigins,
        long seed) {
    private static final int MAX_HORIZON_MINUTES = 30;

    public BacktestSettings {
        if (!(trainShare > 0 && trainShare < 1)) {
            throw new InputException("train share " + trainShare + ": must be between 0 and 1");
        }
        models = List.copyOf(models);
        if (models.isEmpty() || models.stream().distinct().count() != models.size()) {
            throw new InputException("models " + models + ": at least one, each once, is needed");
        }
        horizonMinutes = horizonMinutes.stream().distinct().sorted().toList();
        if (horizonMinutes.isEmpty() || horizonMinutes.get(0) < 1 || last(horizonMinutes) > MAX_HORIZON_MINUTES) {
            throw new InputException(
                    "horizons " + horizonMinutes + ": must be whole minutes from 1 to " + MAX_HORIZON_MINUTES);
        }
        if (stride.isNegative() || stride.isZero()) {
            throw new InputException("stride " + stride + ": must be a time above 0");
        }
        if (maxOrigins.isPresent() && maxOrigins.getAsInt() < 1) {
            throw new InputException("at most " + maxOrigins.getAsInt() + " origins: must be 1 or more");
        }
    }

    /** Settings whose validation part is the last third of the training part. */
    public BacktestSettings(
            double trainShare,
            List<String> models,
            List<Integer> horizonMinutes,
            Duration stride,
            OptionalInt maxOrigins,
            long seed) {
        this(trainShare, OptionalInt.empty(), models, horizonMinutes, stride, maxOrigins, seed);
    }

    private static int last(List<Integer> values) {
        return values.get(values.size() - 1);
    }
}
