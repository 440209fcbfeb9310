package io.foretide.whatif.tune;

import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link RecedingHorizon}'s prices, and the share of minutes it plans for. */
final class HorizonSpace implements SearchSpace {
    /** Share of the minutes that may miss the objective. */
    private static final Dimension TOLERATED = Dimension.byFactor(0.0001, 0.2);

    private static final Dimension RESCALE_WORTH_MINUTES = Dimension.byFactor(3, 240);
    private static final Dimension EASY_RESCALES = Dimension.byFactor(0.5, 20);

    @Override
    public String strategy() {
        return "receding-horizon";
    }

    @Override
    public List<String> keys() {
        return List.of("sloShare", "rescaleWorth", "easyRescalesPerDay");
    }

    @Override
    public Optional<double[]> places(PlannerSettings settings) {
        return settings.strategy() instanceof RecedingHorizon horizon
                ? Optional.of(new double[] {
                    TOLERATED.placeOf(1 - settings.objective().sloShare()),
                    RESCALE_WORTH_MINUTES.placeOf(Durations.seconds(horizon.rescaleWorth()) / 60),
                    EASY_RESCALES.placeOf(horizon.easyRescalesPerDay())
                })
                : Optional.empty();
    }

    @Override
    public PlannerSettings at(double[] places, PlannerSettings base) {
        Objective asked = base.objective();
        Objective planned = new Objective(
                asked.measure(),
                asked.sloLag(),
                BigDecimal.ONE
                        .subtract(BigDecimal.valueOf(TOLERATED.at(places[0])))
                        .doubleValue(),
                asked.pricePerSlotHour(),
                asked.pricePerViolationMinute());
        return base.withObjective(planned)
                .withStrategy(new RecedingHorizon(
                        Duration.ofSeconds(Math.round(60 * RESCALE_WORTH_MINUTES.at(places[1]))),
                        EASY_RESCALES.at(places[2])));
    }

    @Override
    public List<double[]> guesses() {
        List<double[]> guesses = new ArrayList<>();
        for (double tolerated : new double[] {0.001, 0.005, 0.02, 0.1}) {
            for (double worth : new double[] {10, 50}) {
                guesses.add(new double[] {
                    TOLERATED.placeOf(tolerated), RESCALE_WORTH_MINUTES.placeOf(worth), EASY_RESCALES.placeOf(1.5)
                });
            }
        }
        return guesses;
    }
}
