package io.foretide.models;

import static io.foretide.training.TrainingSet.INPUT_STEPS;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers for the LSTM out of a window; what is missing is 0, the mean. Remembers what it has computed; not thread-safe. */
final class LstmInputs {
    private static final double DAY_MINUTES = 24 * 60;

    private final List<Channel> channels;
    private final ZoneId zone;
    private final Profile profile;
    private final double[][] features;
    private final float[] @Nullable [] rows;

    LstmInputs(FeatureWindow window, ZoneId zone, List<Channel> channels) {
        this.channels = channels;
        this.zone = zone;
        profile = new Profile(window, zone);
        features = channels.stream()
                .map(channel -> window.find(channel.feature())
                        .map(series -> series.toArray())
                        .orElseGet(() -> new double[0]))
                .toArray(double[][]::new);
        rows = new float[window.size()][];
    }

    /**
     * Profile and level over the horizon of an origin, in the variance-stabilised scale: what the LSTM corrects.
     *
     * @throws IllegalArgumentException if the window holds too little before the origin
     */
    double[] base(int origin) {
        profile.checkOrigin(origin);
        profile.flatLevel(origin);
        double level = profile.level(origin);
        double[] base = new double[Horizon.DEFAULT.steps()];
        for (int h = 0; h < base.length; h++) {
            base[h] = profile.at(origin + h + 1) + level;
            if (Double.isNaN(base[h])) {
                throw new IllegalArgumentException("demand of the weeks before " + profile.timeAt(origin + h + 1)
                        + " is missing: the LSTM needs at least one week of history");
            }
        }
        return base;
    }

    /** Writes the inputs of an origin, channel by channel with 60 steps each, beginning at {@code offset}. */
    void write(int origin, float[] into, int offset) {
        double level = profile.level(origin);
        double now = profile.at(origin);
        for (int k = 0; k < INPUT_STEPS; k++) {
            int index = origin - INPUT_STEPS + 1 + k;
            for (int c = 0; c < channels.size(); c++) {
                into[offset + c * INPUT_STEPS + k] = index < 0 ? 0 : value(c, index, level, now);
            }
        }
    }

    private float value(int c, int index, double level, double now) {
        Channel channel = channels.get(c);
        return switch (channel.kind()) {
            case RESIDUAL -> masked(channel, profile.scaled(index) - profile.at(index) - level);
            case PROFILE -> masked(channel, profile.at(index) - now);
            case PROFILE_AHEAD -> masked(channel, profile.at(index + Horizon.DEFAULT.steps()) - now);
            default -> row(index)[c];
        };
    }

    /** The inputs of a step that do not depend on the origin. */
    private float[] row(int index) {
        float[] row = rows[index];
        if (row == null) {
            row = new float[channels.size()];
            ZonedDateTime local = profile.timeAt(index).atZone(zone);
            for (int c = 0; c < row.length; c++) {
                row[c] = masked(channels.get(c), raw(channels.get(c).kind(), features[c], index, local));
            }
            rows[index] = row;
        }
        return row;
    }

    private static double raw(Channel.Kind kind, double[] feature, int index, ZonedDateTime local) {
        double ofDay = (local.getHour() * 60 + local.getMinute()) / DAY_MINUTES;
        double ofWeek = (local.getDayOfWeek().getValue() - 1 + ofDay) / 7;
        return switch (kind) {
            case RESIDUAL, PROFILE, PROFILE_AHEAD -> Double.NaN;
            case LOG -> feature.length == 0 ? Double.NaN : Math.log1p(Math.max(0, feature[index]));
            case LINEAR -> feature.length == 0 ? Double.NaN : feature[index];
            case HOUR_SINE -> Math.sin(2 * Math.PI * ofDay);
            case HOUR_COSINE -> Math.cos(2 * Math.PI * ofDay);
            case WEEKDAY_SINE -> Math.sin(2 * Math.PI * ofWeek);
            case WEEKDAY_COSINE -> Math.cos(2 * Math.PI * ofWeek);
            case DAY_OF_MONTH -> local.getDayOfMonth();
        };
    }

    private static float masked(Channel channel, double value) {
        return Double.isNaN(value) ? 0 : channel.standardised(value);
    }
}
