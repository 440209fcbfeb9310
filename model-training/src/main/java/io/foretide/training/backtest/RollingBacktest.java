package io.foretide.training.backtest;

import io.foretide.forecast.Horizon;
import io.foretide.models.Models;
import io.foretide.series.FeatureGroup;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.text.InputException;
import io.foretide.training.FitRequest;
import io.foretide.training.RollingForecaster;
import io.foretide.training.TrainingProgress;
import io.foretide.training.backtest.BacktestReport.ModelScore;
import io.foretide.training.backtest.BacktestReport.Part;
import io.foretide.training.backtest.BacktestReport.Skill;
import io.foretide.training.backtest.BacktestReport.Split;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scores models along the test part of a load. Each is fitted once on the training part, then forecasts at every stride and
 * is calibrated as it goes, with nothing later than the origin. All models are scored at the same origins.
 *
 * <p>Steps that were not observed are not scored. One run at a time per object.
 */
public final class RollingBacktest {
    private static final List<String> NAIVE = List.of("last-value", "mean-15", "seasonal-naive");
    private static final String MAX = "max30";

    private final String trace;
    private final FeatureWindow window;
    private final BacktestSettings settings;
    private final Models models;
    private final List<String> notes = new ArrayList<>();
    private final FitRequest request;
    private final int stride;
    private final int[] steps;

    /**
     * @param trace what the load is called
     * @param window the load, and what else is known beside it
     * @param zone local time of profiles and calendar
     * @throws InputException if there is no such model, or nothing that can be scored
     */
    public RollingBacktest(
            String trace, FeatureWindow window, ZoneId zone, BacktestSettings settings, TrainingProgress progress) {
        this(trace, window, zone, settings, progress, new Models());
    }

    /**
     * The same with models of one's own.
     *
     * @param models those that the settings name are among them
     */
    public RollingBacktest(
            String trace,
            FeatureWindow window,
            ZoneId zone,
            BacktestSettings settings,
            TrainingProgress progress,
            Models models) {
        this.models = models;
        this.trace = trace;
        this.window = window;
        this.settings = settings;
        settings.models().forEach(models::fitter);
        int trainEnd = (int) Math.round(settings.trainShare() * window.size());
        int ahead = Horizon.of(window.step()).steps();
        if (trainEnd < 3 || window.size() - trainEnd < ahead) {
            throw new InputException(trace + " has " + window.size() + " steps, " + trainEnd
                    + " of them to train on: a longer one is needed");
        }
        if (window.column(Features.DEMAND).slice(trainEnd, window.size()).observed() == 0) {
            throw new InputException("no step of " + trace + " after " + window.timeAt(trainEnd)
                    + ", where its test part begins, was observed: there is nothing to score");
        }
        FitRequest usual = FitRequest.of(window, trainEnd, zone, settings.seed(), progress);
        request = usual.validatedFrom(settings.validationFrom().orElse(usual.validationFrom()));
        stride = (int) Math.max(1, settings.stride().dividedBy(window.step()));
        steps = steps();
        if (steps.length == 0) {
            throw new InputException("horizons " + settings.horizonMinutes()
                    + " minutes: must be multiples of the step " + window.step() + " of " + trace);
        }
        Duration every = window.step().multipliedBy(stride);
        if (!every.equals(settings.stride())) {
            notes.add("stride of " + settings.stride() + ": a forecast every " + every + ", whole steps are possible");
        }
    }

    /** A sink that counts coverage by slice; bursts are searched for in the training part. */
    public SliceCoverage slices() {
        return new SliceCoverage(request, models.bursts(request));
    }

    private int[] steps() {
        long step = window.step().toMillis();
        for (int minutes : settings.horizonMinutes()) {
            if (!fits(minutes, step)) {
                notes.add("horizon of " + minutes + " minutes: not scored, no multiple of the step " + window.step());
            }
        }
        return settings.horizonMinutes().stream()
                .filter(minutes -> fits(minutes, step))
                .mapToInt(minutes -> (int) (minutes * 60_000L / step))
                .toArray();
    }

    private static boolean fits(int minutes, long stepMillis) {
        return minutes * 60_000L % stepMillis == 0;
    }

    /**
     * Fits and scores every model.
     *
     * @param sink given every forecast that is scored
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if no model could be fitted
     */
    public BacktestReport run(ForecastSink sink) throws InterruptedException, IOException {
        Map<String, String> bestNaive = bestNaive();
        Map<String, ModelRun> runs = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>(bestNaive.values());
        names.addAll(settings.models());
        for (String name : names) {
            boolean asked = settings.models().contains(name);
            try {
                RollingForecaster forecaster = RollingForecaster.fit(models.fitter(name), request, stride);
                noteGroups(name, forecaster.features());
                ModelRun run = new ModelRun(window, steps);
                run.score(forecaster, stride * thinning(), asked ? sink : ForecastSink.NONE);
                runs.put(name, run);
                if (asked) {
                    sink.finished(forecaster);
                }
            } catch (IllegalArgumentException e) {
                notes.add(name + ": not scored, " + e.getMessage());
            }
        }
        List<ModelScore> scores = new ArrayList<>();
        for (String name : settings.models()) {
            ModelRun run = runs.get(name);
            if (run != null) {
                scores.add(run.score(name, keys(), yesterday(), skill(run, runs, bestNaive)));
            }
        }
        if (scores.isEmpty()) {
            throw new IllegalArgumentException(
                    "no model could be scored on " + trace + "\n" + String.join("\n", notes));
        }
        int origins = runs.values().iterator().next().origins();
        return new BacktestReport(trace, window.step(), split(), origins, bestNaive, scores, notes);
    }

    private void noteGroups(String model, List<String> features) {
        String groups = Arrays.stream(FeatureGroup.values())
                .filter(group -> features.stream().anyMatch(group::has))
                .map(FeatureGroup::toString)
                .collect(Collectors.joining(", "));
        if (!groups.isEmpty()) {
            notes.add(model + ": looks at " + groups + " beside the demand");
        }
    }

    /** Number of forecasts passed over between two that are scored. */
    private int thinning() {
        int all = (window.size() - request.trainEnd()) / stride + 1;
        int most = settings.maxOrigins().orElse(all);
        return Math.max(1, (all + most - 1) / most);
    }

    /** By horizon, the naive model with the smallest error on the validation part, fitted on what comes before it. */
    private Map<String, String> bestNaive() throws InterruptedException, IOException {
        FeatureWindow before = window.slice(0, request.trainEnd());
        FitRequest earlier =
                FitRequest.of(before, request.validationFrom(), request.zone(), request.seed(), TrainingProgress.NONE);
        Map<String, String> best = new LinkedHashMap<>();
        Map<String, Double> smallest = new LinkedHashMap<>();
        for (String name : NAIVE) {
            ModelRun run = new ModelRun(before, steps);
            run.score(RollingForecaster.fit(Models.named(name), earlier, stride), stride, ForecastSink.NONE);
            Map<String, Double> errors = errors(run);
            errors.forEach((key, error) -> {
                if (error < smallest.getOrDefault(key, Double.POSITIVE_INFINITY)) {
                    smallest.put(key, error);
                    best.put(key, name);
                }
            });
        }
        return best;
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (int h : steps) {
            keys.add(String.valueOf(window.step().multipliedBy(h).toMinutes()));
        }
        return keys;
    }

    /** Mean absolute errors by horizon, {@link #MAX} last. */
    private Map<String, Double> errors(ModelRun run) {
        Map<String, Double> errors = new LinkedHashMap<>();
        List<String> keys = keys();
        for (int k = 0; k < keys.size(); k++) {
            errors.put(keys.get(k), run.meanAbsolute(k));
        }
        errors.put(MAX, run.meanAbsoluteOfMax());
        return errors;
    }

    private Skill skill(ModelRun run, Map<String, ModelRun> runs, Map<String, String> bestNaive) {
        Map<String, Double> skills = new LinkedHashMap<>();
        errors(run).forEach((key, error) -> {
            ModelRun naive = runs.get(bestNaive.get(key));
            if (naive != null) {
                skills.put(key, 1 - error / errors(naive).getOrDefault(key, Double.NaN));
            }
        });
        double mean = skills.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(MAX))
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElse(Double.NaN);
        return new Skill(mean, skills);
    }

    /** Mean absolute error of "as 24 hours before" on the training part. */
    private double yesterday() {
        double[] demand = window.column(Features.DEMAND).toArray();
        int day = (int) Duration.ofDays(1).dividedBy(window.step());
        double sum = 0;
        int count = 0;
        for (int i = day; i < request.trainEnd(); i++) {
            double error = Math.abs(demand[i] - demand[i - day]);
            if (!Double.isNaN(error)) {
                sum += error;
                count++;
            }
        }
        return sum / count;
    }

    private Split split() {
        return new Split(
                part(0, request.validationFrom()),
                part(request.validationFrom(), request.trainEnd()),
                part(request.trainEnd(), window.size()));
    }

    private Part part(int from, int to) {
        return new Part(window.timeAt(from), window.timeAt(to), to - from);
    }
}
