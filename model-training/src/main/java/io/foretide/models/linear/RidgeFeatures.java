package io.foretide.models.linear;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.inputs.ExogenousSummary;
import io.foretide.models.seasonal.Season;
import io.foretide.models.seasonal.SeasonMean;
import io.foretide.models.seasonal.SeasonalProfile;
import io.foretide.series.FeatureWindow;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The inputs of the ridge regression, all relative to level and seasonal profile at the origin, variance-stabilized; then
 * local time and measured features. What is missing is 0. Deviation means demand above its seasonal profile. Not thread-safe.
 */
public final class RidgeFeatures {
    private static final int[] BLOCK_MINUTES = {5, 30, 60, 180, 720, 1440, 7 * 1440};
    private static final int[] LAGS = {0, 1, 2, 3, 4, 6, 9, 14, 19, 29, 44, 59};
    private static final int HARMONICS = 3;

    private final SeasonalProfile profile;
    private final SeasonMean[] others;
    private final DemandHistory history;
    private final Steps steps;
    private final ZoneId zone;
    private final boolean timeless;
    private final ExogenousSummary measured;
    private final int ahead;
    private final int[] blocks;
    private final int[] lags;
    private final int[] anchors;
    private final double[] sum;
    private final int[] count;

    RidgeFeatures(FeatureWindow window, SeasonalProfile.Recipe recipe, ZoneId zone, ExogenousInputs exogenous) {
        history = new DemandHistory(window, zone);
        this.zone = zone;
        timeless = exogenous.timeless();
        measured = new ExogenousSummary(window, exogenous.measured());
        steps = history.steps();
        ahead = history.ahead();
        profile = new SeasonalProfile(history, recipe);
        int smoothing = (int) Duration.ofMinutes(10).dividedBy(steps.step());
        others = new SeasonMean[] {
            new SeasonMean(history, recipe.transform(), new Season(1, 1, 1, smoothing)),
            new SeasonMean(history, recipe.transform(), new Season(1, 7, 1, smoothing)),
            new SeasonMean(history, recipe.transform(), new Season(7, 1, 1, smoothing))
        };
        blocks = Arrays.stream(BLOCK_MINUTES)
                .map(minutes -> (int) Duration.ofMinutes(minutes).dividedBy(steps.step()))
                .filter(block -> block > 1 && block != steps.level())
                .toArray();
        lags = Arrays.stream(LAGS).filter(lag -> lag < steps.input()).toArray();
        anchors = IntStream.of(1, ahead / 3, 2 * ahead / 3, ahead)
                .filter(anchor -> anchor > 0)
                .distinct()
                .toArray();
        sum = new double[history.size() + 1];
        count = new int[history.size() + 1];
        for (int i = 0; i < history.size(); i++) {
            double deviation = deviation(i);
            boolean known = !Double.isNaN(deviation);
            sum[i + 1] = sum[i] + (known ? deviation : 0);
            count[i + 1] = count[i] + (known ? 1 : 0);
        }
    }

    /** Steps of the horizon. */
    int ahead() {
        return ahead;
    }

    /** Number of them. */
    public int size() {
        int demand = lags.length + blocks.length + 2 + anchors.length + 2 + 3 * others.length;
        return demand + (timeless ? 0 : 2 * HARMONICS + 2) + measured.size();
    }

    /** Level above the seasonal profile over the last 15 minutes; NaN where the profile is unknown. */
    public double level(int origin) {
        return profile.level(origin, steps.level());
    }

    double flatLevel(int origin) {
        return profile.flatLevel(origin);
    }

    /** The seasonal profile; NaN if unknown. */
    public double profile(int index) {
        return profile.at(index);
    }

    public double deviation(int index) {
        return profile.transformed(index) - profile.at(index);
    }

    /** Writes the inputs of an origin whose level is {@code level}. */
    public void write(int origin, double level, double[] into) {
        int at = 0;
        for (int lag : lags) {
            into[at++] = known(deviation(origin - lag) - level);
        }
        for (int block : blocks) {
            into[at++] = known(mean(origin, block) - level);
        }
        double now = profile.at(origin);
        into[at++] = level;
        into[at++] = known(now + level);
        for (int anchor : anchors) {
            into[at++] = known(profile.at(origin + anchor) - now);
        }
        into[at++] = known(now - profile.at(origin - steps.level()));
        into[at++] = known(now - profile.at(origin - steps.input()));
        for (SeasonMean other : others) {
            double then = other.at(origin);
            into[at++] = known(other.at(origin + (ahead + 1) / 2) - then);
            into[at++] = known(other.at(origin + ahead) - then);
            into[at++] = known(other.at(origin + ahead) - profile.at(origin + ahead) - level);
        }
        at = timeless ? at : calendar(origin, into, at);
        at = measured.write(origin, into, at);
        assert at == size();
    }

    private int calendar(int origin, double[] into, int from) {
        int at = from;
        Instant time = history.timeAt(origin);
        ZonedDateTime local = time.atZone(zone);
        double ofDay = local.toLocalTime().toSecondOfDay() / 86_400.0;
        double ofWeek = (local.getDayOfWeek().getValue() - 1 + ofDay) / 7;
        for (int k = 1; k <= HARMONICS; k++) {
            into[at++] = Math.sin(2 * Math.PI * k * ofDay);
            into[at++] = Math.cos(2 * Math.PI * k * ofDay);
        }
        into[at++] = Math.sin(2 * Math.PI * ofWeek);
        into[at++] = Math.cos(2 * Math.PI * ofWeek);
        return at;
    }

    private double mean(int origin, int block) {
        int from = Math.max(0, origin + 1 - block);
        int known = count[origin + 1] - count[from];
        return (sum[origin + 1] - sum[from]) / known;
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
