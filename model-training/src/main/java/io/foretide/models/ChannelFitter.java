package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.models.Channel.Kind;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.TrainingSet;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Decides the inputs of an LSTM from what the training data has, and measures their means and scales there. */
final class ChannelFitter {
    private final FeatureWindow window;
    private final TrainingSet.Part part;
    private final Profile profile;
    private final int[] origins;

    ChannelFitter(TrainingSet set, TrainingSet.Part part, int[] origins, ZoneId zone) {
        this.window = set.window();
        this.part = part;
        this.profile = new Profile(window, zone);
        this.origins = origins;
    }

    /** Standard deviation of what the LSTM is to learn: demand above profile and level over the horizon. */
    double targetScale() {
        Spread spread = new Spread();
        for (int origin : origins) {
            double level = profile.level(origin);
            for (int h = 1; h <= Horizon.DEFAULT.steps(); h++) {
                spread.add(profile.scaled(origin + h) - profile.at(origin + h) - level);
            }
        }
        return spread.deviation()
                .orElseThrow(() -> new IllegalArgumentException("demand never differs from its weekly profile between "
                        + window.timeAt(part.from()) + " and " + window.timeAt(part.to() - 1)
                        + ": there is nothing to learn, or less than a week of history before it"));
    }

    List<Channel> channels() {
        List<Channel> channels = new ArrayList<>();
        channels.add(new Channel(Features.DEMAND, Kind.RESIDUAL, 0, targetScale()));
        Spread slope = new Spread();
        for (int origin : origins) {
            slope.add(profile.at(origin + Horizon.DEFAULT.steps()) - profile.at(origin));
        }
        double scale = slope.deviation().orElse(1.0);
        channels.add(new Channel(Features.DEMAND, Kind.PROFILE, 0, scale));
        channels.add(new Channel(Features.DEMAND, Kind.PROFILE_AHEAD, 0, scale));
        channels.addAll(MeasuredChannels.of(window, part.from(), part.to()));
        channels.add(new Channel(Features.HOUR, Kind.HOUR_SINE, 0, 1));
        channels.add(new Channel(Features.HOUR, Kind.HOUR_COSINE, 0, 1));
        channels.add(new Channel(Features.WEEKDAY, Kind.WEEKDAY_SINE, 0, 1));
        channels.add(new Channel(Features.WEEKDAY, Kind.WEEKDAY_COSINE, 0, 1));
        channels.add(new Channel(Features.DAY_OF_MONTH, Kind.DAY_OF_MONTH, 16, 9));
        return channels;
    }
}
