package io.foretide.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.training.DemandTransform;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.PointForecast;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A weighted mean of other models, variance-stabilized. The weights follow how well each did lately, as far as that is known at
 * the origin, part of the horizon by part, and for the largest load, whose forecasts are corrected first: a model that
 * says only the largest of its path says too little.
 *
 * <pre>
 * forecast(h) = sum over m of weight(m, part of h) * transformed forecast(m, h)
 * largest     = sum over m of weight(m, largest) * (transformed largest(m) + correction(m))
 * </pre>
 *
 * <p>See {@link MemberWeights} for the weights and the correction. Thread-safe if its members are.
 */
final class Ensemble implements ForecastModel {
    static final String NAME = "ensemble";
    private static final String MEMBER = "member-";

    private final List<ForecastModel> members;
    private final DemandTransform transform;

    /** @param members at least one */
    Ensemble(List<ForecastModel> members, DemandTransform transform) {
        this.members = List.copyOf(members);
        this.transform = transform;
    }

    /** Numbers that are saved beside the members; older ones have more of them, which nothing needs any longer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Saved(@JsonProperty("scale") DemandTransform transform, int members) {}

    @Override
    public List<String> features() {
        return members.stream()
                .flatMap(member -> member.features().stream())
                .distinct()
                .toList();
    }

    @Override
    public void save(ModelFiles files) throws IOException {
        for (int m = 0; m < members.size(); m++) {
            members.get(m).save(files.part(MEMBER + m));
        }
        files.describe(NAME, new Saved(transform, members.size()));
    }

    static Ensemble load(ModelFiles files) throws IOException {
        Saved saved = files.numbers(Saved.class);
        List<ForecastModel> members = new ArrayList<>();
        for (int m = 0; m < saved.members; m++) {
            members.add(Models.load(files.part(MEMBER + m)));
        }
        return new Ensemble(members, saved.transform);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration history() {
        Duration longest = members.stream()
                .map(ForecastModel::history)
                .max(Duration::compareTo)
                .orElseThrow();
        return longest.plus(TrackRecord.MEMORY).plusHours(1);
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return PointForecast.paths(pointForecasts(window, origins));
    }

    @Override
    public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
        DemandHistory.checkOrigins(window, origins);
        TrackRecord track = new TrackRecord(window, members, transform, origins);
        List<PointForecast> forecasts = new ArrayList<>(origins.length);
        for (int origin : origins) {
            forecasts.add(pointForecast(track, origin));
        }
        return forecasts;
    }

    /** The forecast of an origin of which the track record knows the members' forecasts. */
    private PointForecast pointForecast(TrackRecord track, int origin) {
        List<MemberWeights> weights = track.weights(origin);
        MemberWeights ofLargest = weights.get(track.parts() - 1);
        double[] path = new double[track.ahead()];
        double largest = 0;
        for (int m = 0; m < members.size(); m++) {
            PointForecast member = track.pointForecast(m, origin);
            for (int part = 0; part < track.parts() - 1; part++) {
                double weight = weights.get(part).weight(m);
                for (int h = track.from(part); h < track.from(part + 1); h++) {
                    path[h] += weight * transform.of(member.path()[h]);
                }
            }
            largest += ofLargest.weight(m) * (transform.of(member.largest()) + ofLargest.correction(m));
        }
        return new PointForecast(transform.demand(path), transform.demand(largest));
    }
}
