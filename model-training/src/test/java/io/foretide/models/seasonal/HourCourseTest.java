package io.foretide.models.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import io.foretide.training.ModelJson;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import io.foretide.training.Validation;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourCourseTest {
    private static final int DAY = 1440;
    private static final DemandTransform TRANSFORM = DemandTransform.Root.COUNTS;
    private static final double SPIKE = TRANSFORM.of(400) - TRANSFORM.of(100);

    @Test
    void everyMeanIsTheSpikeAboveTheHourAroundIt() {
        FeatureWindow window = spikes(9 * DAY, 0);
        HourCourse course = course(window);

        double up = SPIKE * 59 / 60;
        double down = -SPIKE / 60;
        assertThat(course.means(window.size())).containsExactly(new double[] {up, up, up}, within(1e-9));
        assertThat(course.means(window.size() + 7)).containsExactly(new double[] {down, down, down}, within(1e-9));
    }

    @Test
    void aSpikeIsAFactorOfTheLevel() {
        double[] demand = new double[9 * DAY];
        Arrays.setAll(demand, i -> (i < 8 * DAY ? 1 : 100) * (i % 60 == 0 ? 4e6 : 1e6));
        FeatureWindow window = Synthetic.demand(demand);

        double mean = course(window).means(window.size())[1];

        // the root of a hundred times the demand is ten times the root
        assertThat(mean).isCloseTo(10 * (TRANSFORM.of(4e6) - TRANSFORM.of(1e6)) * 59 / 60, within(0.02 * mean));
    }

    @Test
    void aDayOfSpikesIsAllOfTheLastDayAndASeventhOfTheWeek() {
        FeatureWindow window = spikes(9 * DAY, 8 * DAY);

        double[] means = course(window).means(window.size());

        assertThat(means[0]).isCloseTo(SPIKE * 59 / 60, within(0.05 * SPIKE));
        assertThat(means[1]).isCloseTo(means[0] / 7, within(0.01 * SPIKE));
        assertThat(means[2]).isCloseTo(means[0] / 7, within(0.01 * SPIKE));
    }

    @Test
    void isNothingWhereTooLittleIsKnown() {
        FeatureWindow window = spikes(12 * 60, 0);

        assertThat(course(window).means(window.size())).containsOnly(0);
    }

    @Test
    void seesNothingAfterTheOrigin() {
        FeatureWindow window = Synthetic.history(9, 3);
        int origin = 8 * DAY;
        HourCourse course = course(window);
        HourCourse altered = course(Synthetic.alteredAfter(window, origin));

        for (int ahead = -60; ahead <= 30; ahead++) {
            assertThat(altered.means(origin + ahead)).isEqualTo(course.means(origin + ahead));
        }
    }

    @ParameterizedTest
    @CsvSource({"PT10S, true", "PT1M, true", "PT5M, true", "PT15M, true", "PT30M, false", "PT7M, false"})
    void anHourIsAtLeastFourWholeSteps(Duration step, boolean is) {
        assertThat(HourCourse.isIn(step)).isEqualTo(is);
    }

    @Test
    void aProfileTakesItWhereHoursHaveACourse() {
        double[] demand = Synthetic.history(10, 3).column(Features.DEMAND).toArray();
        Random random = new Random(4);
        Arrays.setAll(demand, i -> demand[i] * (1 + 0.1 * random.nextGaussian()) * (i % 60 == 0 ? 1.5 : 1));

        assertThat(withinHour(Synthetic.demand(demand))).isPresent();
    }

    @Test
    void aProfileLeavesItWhereHoursHaveNone() {
        assertThat(withinHour(Synthetic.history(10, 3))).isEmpty();
    }

    @Test
    void aProfileWithoutItIsWrittenAndReadAsBefore() throws IOException {
        SeasonalProfile.Recipe plain = SeasonalProfile.Recipe.weekly(TRANSFORM, 5);

        String written = ModelJson.MAPPER.writeValueAsString(plain);

        assertThat(written).doesNotContain("withinHour");
        assertThat(ModelJson.MAPPER.readValue(written, SeasonalProfile.Recipe.class))
                .isEqualTo(plain);
    }

    private static Optional<SeasonalProfile.Recipe> withinHour(FeatureWindow window) {
        FitRequest request = FitRequest.of(window, window.size(), ZoneOffset.UTC, 1, TrainingProgress.NONE);
        Validation validation = new Validation(request);
        return ProfileLevelFit.withinHour(
                request, validation, ProfileLevelFit.choose(request, validation).recipe());
    }

    private static HourCourse course(FeatureWindow window) {
        return new HourCourse(new DemandHistory(window, ZoneOffset.UTC), TRANSFORM);
    }

    /** 100 a minute, and 400 at every full hour from a minute on. */
    private static FeatureWindow spikes(int size, int from) {
        double[] demand = new double[size];
        Arrays.setAll(demand, i -> i >= from && i % 60 == 0 ? 400 : 100);
        return Synthetic.demand(demand);
    }
}
