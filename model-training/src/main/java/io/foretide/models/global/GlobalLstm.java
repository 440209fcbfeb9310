package io.foretide.models.global;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.linear.Ridge;
import io.foretide.models.lstm.NetworkFile;
import io.foretide.models.trees.Boosting;
import io.foretide.series.FeatureWindow;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.PointForecast;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network that all jobs share, for one of them: as it ships, or with a head that went on learning on the job. Thread-safe; it computes for one
 * caller at a time, so callers batch origins.
 */
public final class GlobalLstm implements ForecastModel {
    public static final String NAME = "lstm";

    private static final String HEAD = "head.zip";
    private static final int MAX_BATCH = 256;
    private static final Duration OWN_HISTORY = Duration.ofDays(28).plusHours(1);

    private final Recipe recipe;
    private final GlobalNetwork network;
    private final List<ForecastModel> others;

    /**
     * All that a stored model needs beside its networks.
     *
     * @param zone of the calendar
     * @param exogenous inputs of the job's own
     * @param others models beside the network, of which the first is among its candidates
     * @param shares of network and others in what is forecast
     * @param trunk {@link GlobalNetwork#trunkId} of the shared network that the head learned beside
     */
    record Recipe(
            ZoneId zone,
            @JsonProperty("beside") ExogenousInputs exogenous,
            List<String> others,
            Shares shares,
            String trunk) {
        Recipe {
            others = List.copyOf(others);
        }
    }

    private GlobalLstm(Recipe recipe, GlobalNetwork network, List<ForecastModel> others) {
        this.recipe = recipe;
        this.network = network;
        this.others = List.copyOf(others);
    }

    /** The network as it ships. */
    static GlobalLstm asItShips(ZoneId zone, GlobalNetwork network) {
        return new GlobalLstm(
                new Recipe(zone, new ExogenousInputs(true, List.of()), List.of(), Shares.NETWORK, network.trunkId()),
                network,
                List.of());
    }

    /** The network with a head that takes the inputs of a job, beside other models, those without any share left out. */
    static GlobalLstm of(FitRequest request, ExogenousInputs exogenous, GlobalNetwork network, Beside beside) {
        List<String> names = beside.others.stream().map(ForecastModel::name).toList();
        return new GlobalLstm(
                new Recipe(request.zone(), exogenous, names, beside.shares, network.trunkId()), network, beside.others);
    }

    /** Models beside the network, and how much each says. */
    record Beside(List<ForecastModel> others, Shares shares) {
        Beside {
            others = List.copyOf(others);
        }

        /** The same without the trees if nothing is theirs. */
        Beside used() {
            int last = others.size() - 1;
            return last > 0 && !shares.uses(last) ? new Beside(others.subList(0, last), shares.withoutLast()) : this;
        }
    }

    /**
     * Reads the head, and takes the trunk that all share. Only for files whose checksum the registry has verified: the library that reads networks
     * must not meet others.
     *
     * @throws IOException also if the head learned beside another trunk than the one that ships
     */
    public static GlobalLstm load(ModelFiles files) throws IOException {
        Recipe recipe = files.numbers(Recipe.class);
        GlobalNetwork shipped = ShippedNetwork.get();
        if (!shipped.trunkId().equals(recipe.trunk)) {
            throw new IOException("it learned beside the shared network " + recipe.trunk + ", and this version has "
                    + shipped.trunkId() + "\nMaybe train it again: foretide train");
        }
        List<ForecastModel> others = new ArrayList<>();
        for (String name : recipe.others) {
            ModelFiles part = files.part(name);
            others.add(name.equals(Boosting.NAME) ? Boosting.load(part) : Ridge.load(part));
        }
        return new GlobalLstm(recipe, shipped.with(NetworkFile.read(files.path(HEAD))), others);
    }

    @Override
    public void save(ModelFiles files) throws IOException {
        NetworkFile.write(network.head(), files.path(HEAD));
        for (ForecastModel other : others) {
            other.save(files.part(other.name()));
        }
        files.describe(NAME, recipe);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration history() {
        return Stream.concat(Stream.of(OWN_HISTORY), others.stream().map(ForecastModel::history))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public Duration historyBeside() {
        return ExogenousInputs.REACH;
    }

    @Override
    public List<String> features() {
        return Stream.concat(
                        recipe.exogenous.features().stream(),
                        others.stream().flatMap(other -> other.features().stream()))
                .distinct()
                .toList();
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return PointForecast.paths(pointForecasts(window, origins));
    }

    @Override
    public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
        return pointForecasts(List.of(Question.of(window, origins))).get(0);
    }

    /** Of all windows as many origins at once as the network takes. */
    @Override
    public List<List<PointForecast>> pointForecasts(List<Question> questions) {
        List<JobInputs.Origin> asked = new ArrayList<>();
        for (Question question : questions) {
            asked.addAll(new JobInputs(question.window(), recipe.zone, recipe.exogenous, others)
                    .origins(question.indices()));
        }
        List<PointForecast> forecasts = new ArrayList<>(asked.size());
        for (int from = 0; from < asked.size(); ) {
            int to = from;
            while (to < asked.size()
                    && to < from + MAX_BATCH
                    && asked.get(to).ahead() == asked.get(from).ahead()) {
                to++;
            }
            forecasts.addAll(forecasts(asked.subList(from, to)));
            from = to;
        }
        return Question.dealt(questions, forecasts);
    }

    private List<PointForecast> forecasts(List<JobInputs.Origin> asked) {
        JobInputs.Origin first = asked.get(0);
        Batch batch = new Batch(asked.size(), first.ahead(), first.inputs().own());
        List<LoadWindow> windows = new ArrayList<>();
        for (JobInputs.Origin origin : asked) {
            windows.add(origin.put(batch, windows.size()));
        }
        float[] outputs;
        synchronized (network.trunk()) {
            outputs = network.outputs(batch);
        }
        List<PointForecast> forecasts = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            forecasts.add(forecast(batch, i, outputs, windows.get(i), asked.get(i)));
        }
        return forecasts;
    }

    private PointForecast forecast(
            Batch batch, int place, float[] outputs, LoadWindow window, JobInputs.Origin origin) {
        int ahead = batch.rowsPerWindow - 1;
        double[] medians = new double[ahead + 1];
        double[] low = new double[ahead + 1];
        double[] high = new double[ahead + 1];
        Mixture mixture = new Mixture();
        for (int h = 0; h <= ahead; h++) {
            int at = (place * batch.rowsPerWindow + h) * Mixture.OUTPUTS;
            Mixture.Target row = new Mixture.Target(batch.labels, at);
            double[] quantiles = mixture.quantiles(outputs, at, batch.labels, row.candidates(), row.unit());
            if (!Double.isFinite(quantiles[Mixture.MEDIAN])) {
                throw new IllegalStateException(NAME + " gave " + quantiles[Mixture.MEDIAN] + " at output " + (h + 1)
                        + ": must be a finite number");
            }
            double median = window.load(quantiles[Mixture.MEDIAN]);
            medians[h] = recipe.shares.of(h, median, origin.said(h));
            double moved = medians[h] - median;
            low[h] = Math.max(0, window.load(quantiles[Mixture.LOW]) + moved);
            high[h] = Math.max(0, window.load(quantiles[Mixture.HIGH]) + moved);
        }
        return new PointForecast(Arrays.copyOf(medians, ahead), medians[ahead]).with(new PointForecast.Band(low, high));
    }
}
