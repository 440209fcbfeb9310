package io.foretide.models.seasonal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.models.inputs.DemandHistory;
import io.foretide.training.DemandTransform;
import io.foretide.training.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/**
 * The seasonal profile of a series: its mean by the best season for which there is enough history, else nothing,
 * which is a flat profile. Not thread-safe.
 */
public final class SeasonalProfile {
    private static final int MIN_SEASONS = 2;

    private final List<SeasonMean> means;
    private final SeasonMean measured;
    private final IntToDoubleFunction withinHour;

    /**
     * Recipe of a profile.
     *
     * @param transform of the demand before it is averaged
     * @param seasons best first; none means a flat profile
     * @param withinHour what the minute of the hour adds to it, if anything
     */
    public record Recipe(
            @JsonProperty("scale") DemandTransform transform,
            List<Season> seasons,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<WithinHour> withinHour) {
        public Recipe {
            seasons = List.copyOf(seasons);
        }

        private Recipe(DemandTransform transform, List<Season> seasons) {
            this(transform, seasons, Optional.empty());
        }

        /** The same with what the minute of the hour adds. */
        Recipe with(WithinHour added) {
            return new Recipe(transform, seasons, Optional.of(added));
        }

        /** Whether each step stands for itself, so that a course within the hour is in it. */
        boolean isUnsmoothed() {
            return seasons.stream().anyMatch(season -> season.smoothing() == 0);
        }

        /** A weekly profile from two weeks on, a daily one from two days on; so many steps around each are averaged. */
        static Recipe weekly(DemandTransform transform, int smoothing) {
            return new Recipe(
                    transform,
                    List.of(new Season(7, 4, MIN_SEASONS, smoothing), new Season(1, 7, MIN_SEASONS, smoothing)));
        }

        /** A daily profile alone, for series that know no weekends or are too short for weeks. */
        static Recipe daily(DemandTransform transform, int smoothing) {
            return new Recipe(transform, List.of(new Season(1, 7, MIN_SEASONS, smoothing)));
        }

        /** Nothing but the level. */
        public static Recipe flat(DemandTransform transform) {
            return new Recipe(transform, List.of());
        }

        /** All there are to choose from, the simplest first. */
        static List<Recipe> all(DemandTransform transform, Steps steps) {
            List<Recipe> all = new ArrayList<>(List.of(flat(transform)));
            int[] smoothings = {0, 5, 15};
            for (int minutes : smoothings) {
                int smoothing = (int) Duration.ofMinutes(minutes).dividedBy(steps.step());
                if (minutes == 0 || smoothing > 0) {
                    all.add(weekly(transform, smoothing));
                    all.add(daily(transform, smoothing));
                }
            }
            return all;
        }

        /** Time before an origin that it looks at. */
        public Duration reach(Duration step) {
            return Stream.concat(
                            seasons.stream().map(season -> season.reach(step)),
                            withinHour.stream().map(added -> HourCourse.REACH))
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO)
                    .plusMinutes(90);
        }
    }

    public SeasonalProfile(DemandHistory history, Recipe recipe) {
        means = recipe.seasons.stream()
                .map(season -> new SeasonMean(history, recipe.transform, season))
                .toList();
        measured = means.isEmpty() ? new SeasonMean(history, recipe.transform, Season.FOUR_WEEKS) : means.get(0);
        withinHour = recipe.withinHour
                .map(added -> added.on(history, recipe.transform))
                .orElse(index -> 0);
    }

    /** The transformed demand at an index, NaN if missing. */
    public double transformed(int index) {
        return measured.transformed(index);
    }

    /** The mean transformed demand of the last 15 minutes. */
    public double flatLevel(int origin) {
        measured.checkOrigin(origin);
        return measured.flatLevel(origin);
    }

    /** The transformed demand of the profile at an index; NaN if unknown, 0 everywhere if the profile is flat. */
    public double at(int index) {
        double value = means.isEmpty() && index >= 0 ? 0 : Double.NaN;
        for (int i = 0; i < means.size() && Double.isNaN(value); i++) {
            value = means.get(i).at(index);
        }
        return Double.isNaN(value) ? value : value + withinHour.applyAsDouble(index);
    }

    /** Distance of demand above its seasonal profile over the last {@code steps}, NaN if unknown. */
    public double level(int origin, int steps) {
        double sum = 0;
        int count = 0;
        for (int i = origin - steps + 1; i <= origin; i++) {
            double difference = transformed(i) - at(i);
            if (!Double.isNaN(difference)) {
                sum += difference;
                count++;
            }
        }
        return sum / count;
    }
}
