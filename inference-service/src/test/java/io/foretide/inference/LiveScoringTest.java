package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Horizon;
import io.foretide.inference.LiveEvaluation.Role;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.JobId;
import io.foretide.training.CalibratedModel;
import io.foretide.training.ForecastModel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveScoringTest {
    private static final Instant T0 = Instant.parse("2001-06-01T00:00:00Z");
    private static final JobId JOB = new JobId("live");
    private static final int DAY = 1440;

    /** Knows the usual course, and is off by a factor from a step on. */
    private record Course(String name, int offFrom, double factor) implements ForecastModel {
        @Override
        public Duration history() {
            return Duration.ofMinutes(90);
        }

        @Override
        public double[][] predict(FeatureWindow window, int[] origins) {
            double[][] paths = new double[origins.length][Horizon.DEFAULT.steps()];
            for (int i = 0; i < paths.length; i++) {
                for (int h = 0; h < paths[i].length; h++) {
                    long minute =
                            Duration.between(T0, window.timeAt(origins[i])).toMinutes() + h + 1;
                    paths[i][h] = usual(minute) * (minute >= offFrom ? factor : 1);
                }
            }
            return paths;
        }
    }

    private static double usual(long minute) {
        return 100 + 80 * Math.sin(2 * Math.PI * minute / 240);
    }

    private static FeatureWindow window(int minutes) {
        Random random = new Random(1);
        double[] demand = new double[minutes];
        Arrays.setAll(demand, i -> usual(i) + random.nextGaussian());
        return new FeatureWindow(
                T0,
                Duration.ofMinutes(1),
                minutes,
                Map.of(Features.DEMAND, TimeSeries.ofObserved(T0, Duration.ofMinutes(1), demand)));
    }

    private static final class Run {
        final PrometheusRegistry prometheus = new PrometheusRegistry();
        final ServingModels models;
        private final LiveScoring scoring;
        private final FeatureWindow all = window(4 * DAY);

        Run(ForecastModel champion) {
            models = ServingModels.fixed(
                    new ServedModel(
                            champion.name(), Optional.of(T0), CalibratedModel.untried(champion, all.slice(0, DAY))),
                    ZoneOffset.UTC);
            scoring = new LiveScoring(JOB, models, new InferenceMetrics(prometheus));
        }

        void go(int from, int to) {
            go(from, to, 5);
        }

        void go(int from, int to, int every) {
            for (int end = from; end < to; end += every) {
                FeatureWindow window = all.slice(0, end);
                JobHistory history = JobHistory.of(window);
                scoring.after(history, models.forecaster().forecast(history).forecast());
            }
        }

        OptionalDouble gauge(String name) {
            return prometheus.scrape().stream()
                    .filter(metric -> metric.getMetadata().getName().equals(name))
                    .flatMap(metric -> ((GaugeSnapshot) metric).getDataPoints().stream())
                    .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
                    .findFirst();
        }
    }

    @Test
    void aGoodChampionGoesOnServing() {
        Run run = new Run(new Course("good", Integer.MAX_VALUE, 1));
        run.go(2 * DAY, 2 * DAY + 600);

        assertThat(run.models.forecaster().champion()).isPresent();
        assertThat(run.gauge("foretide_forecast_live_pinball_ratio").orElseThrow())
                .isLessThan(0.2);
        assertThat(run.gauge("foretide_forecast_live_coverage_ratio").orElseThrow())
                .isCloseTo(0.95, within(0.04));
        assertThat(run.gauge("foretide_forecast_drift")).hasValue(0);
    }

    @Test
    void aChampionThatIsWorseThanTheBaselineForHoursIsDemoted() {
        Run run = new Run(new Course("bad", 2 * DAY, 3));
        run.go(2 * DAY, 2 * DAY + 150);
        assertThat(run.models.forecaster().champion()).as("too few are scored").isPresent();

        run.go(2 * DAY + 150, 2 * DAY + 600);

        assertThat(run.models.forecaster().champion()).isEmpty();
        assertThat(run.models
                        .forecaster()
                        .forecast(JobHistory.of(window(3 * DAY)))
                        .forecast())
                .hasValueSatisfying(forecast -> assertThat(forecast.model()).isEqualTo("profile-level"));
    }

    @Test
    void manyForecastsOfAnHourSayTooLittle() {
        Run run = new Run(new Course("bad", 2 * DAY, 3));
        run.go(2 * DAY, 2 * DAY + 180, 1);

        assertThat(run.models.forecaster().champion()).isPresent();
        assertThat(run.gauge("foretide_forecast_drift")).hasValue(0);
    }

    @Test
    void onlyOriginsWhereBothForecastCount() {
        LiveEvaluation live = new LiveEvaluation();

        assertThat(live.standing(Role.SHADOW, Role.BASELINE, Duration.ofHours(6)))
                .isEmpty();
    }
}
