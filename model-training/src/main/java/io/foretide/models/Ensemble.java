package io.foretide.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.text.Durations;
import io.foretide.training.DemandTransform;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A weighted mean of other models, variance-stabilized. The weights follow how well each did lately, as far as that is
 * known at the origin: part of the horizon by part, and for the largest load. A member that was worse than the mean of the last
 * 15 minutes over the last hours is benched at once.
 *
 * <pre>
 * weight(m)   = 0                                    if recent loss(m) &gt; tolerance * recent loss(mean of 15 minutes)
 *             = (loss(m) / smallest loss)^-power     else, then divided by the sum over members
 * forecast(h) = sum over m of weight(m, part of h) * transformed forecast(m, h)
 * </pre>
 *
 * <p>Thread-safe if its members are.
 */
final class Ensemble implements ForecastModel {
    static final String NAME = "ensemble";
    private static final String REFERENCE = "reference";
    private static final String MEMBER = "member-";

    private final ForecastModel reference;
    private final List<ForecastModel> members;
    private final DemandTransform transform;
    private final Weighting weighting;

    /**
     * Rule by which past losses become weights.
     *
     * @param memory losses of this time count
     * @param power weights fall with the loss to this power
     * @param benchMemory time over which a member must not be worse than the mean of the last 15 minutes
     * @param tolerance benched if the loss is more than so many times that of the mean of the last 15 minutes
     */
    record Weighting(Duration memory, double power, Duration benchMemory, double tolerance) {
        /**
         * Good on the validation parts of eleven traces; choosing per trace did worse. A shorter bench memory or no tolerance
         * benches good members by chance.
         */
        static final Weighting DEFAULT = new Weighting(Duration.ofHours(96), 5, Duration.ofHours(12), 1.1);
    }

    /** @param reference the mean of the last 15 minutes, which forecasts when all members are benched */
    Ensemble(ForecastModel reference, List<ForecastModel> members, DemandTransform transform, Weighting weighting) {
        this.reference = reference;
        this.members = List.copyOf(members);
        this.transform = transform;
        this.weighting = weighting;
    }

    /** Numbers that are saved beside the members. */
    private record Saved(@JsonProperty("scale") DemandTransform transform, Weighting weighting, int members) {}

    @Override
    public List<String> features() {
        return members.stream()
                .flatMap(member -> member.features().stream())
                .distinct()
                .toList();
    }

    @Override
    public void save(ModelFiles files) throws IOException {
        reference.save(files.part(REFERENCE));
        for (int m = 0; m < members.size(); m++) {
            members.get(m).save(files.part(MEMBER + m));
        }
        files.describe(NAME, new Saved(transform, weighting, members.size()));
    }

    static Ensemble load(ModelFiles files) throws IOException {
        Saved saved = files.numbers(Saved.class);
        List<ForecastModel> members = new ArrayList<>();
        for (int m = 0; m < saved.members; m++) {
            members.add(Models.load(files.part(MEMBER + m)));
        }
        return new Ensemble(Models.load(files.part(REFERENCE)), members, saved.transform, saved.weighting);
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
        return longest.plus(weighting.memory).plusHours(1);
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return PointForecast.paths(pointForecasts(window, origins));
    }

    @Override
    public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
        DemandHistory.checkOrigins(window, origins);
        List<ForecastModel> all = new ArrayList<>(List.of(reference));
        all.addAll(members);
        Duration memory = Durations.max(weighting.memory, weighting.benchMemory);
        TrackRecord track = new TrackRecord(window, all, transform, memory, origins);
        List<PointForecast> forecasts = new ArrayList<>(origins.length);
        for (int origin : origins) {
            forecasts.add(pointForecast(track, origin));
        }
        return forecasts;
    }

    /** The forecast of an origin of which the track record knows the members' forecasts. */
    private PointForecast pointForecast(TrackRecord track, int origin) {
        Steps steps = track.steps();
        int memory = steps.in(weighting.memory);
        int bench = steps.in(weighting.benchMemory);
        int ahead = track.ahead();
        double[] path = new double[ahead];
        double largest = 0;
        for (int part = 0; part < track.parts(); part++) {
            double[] weights = weights(track.losses(origin, part, memory), track.losses(origin, part, bench));
            boolean isMax = part == track.parts() - 1;
            for (int m = 0; m < weights.length; m++) {
                if (weights[m] > 0) {
                    PointForecast member = track.pointForecast(m, origin);
                    if (isMax) {
                        largest += weights[m] * transform.of(member.largest());
                    } else {
                        for (int h = track.from(part); h < track.from(part + 1); h++) {
                            path[h] += weights[m] * transform.of(member.path()[h]);
                        }
                    }
                }
            }
        }
        return new PointForecast(transform.demand(path), transform.demand(largest));
    }

    /** Weights that add up to 1, that of the reference first; equal ones where nothing is known yet. */
    private double[] weights(double[] losses, double[] recent) {
        double[] weights = new double[losses.length];
        double smallest = Double.POSITIVE_INFINITY;
        for (int m = 1; m < losses.length; m++) {
            smallest = Math.min(smallest, losses[m]);
        }
        double sum = 0;
        for (int m = 1; m < weights.length; m++) {
            boolean benched = recent[m] > weighting.tolerance * recent[0];
            double relative = smallest > 0 ? losses[m] / smallest : losses[m] > 0 ? 1e6 : 1;
            weights[m] = benched ? 0 : Double.isNaN(relative) ? 1 : Math.pow(relative, -weighting.power);
            sum += weights[m];
        }
        weights[0] = sum > 0 ? 0 : 1;
        for (int m = 1; m < weights.length; m++) {
            weights[m] = sum > 0 ? weights[m] / sum : 0;
        }
        return weights;
    }
}
