package io.foretide.whatif;

import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.policy.ForecastUse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is compared.
 *
 * @param policies that are listed, in the order of the tables; if the clairvoyant is one, all are measured against it
 * @param forecastModel plans for all that plan with a forecast
 * @param thresholdModel makes the point forecast of threshold-predictive
 * @param records whether every tick is kept
 */
public record Comparison(List<ComparedPolicy> policies, String forecastModel, String thresholdModel, boolean records) {
    public Comparison {
        policies = List.copyOf(policies);
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("no policies: at least one is needed");
        }
    }

    /** The models that have to forecast. */
    List<String> models() {
        return Stream.of(forecastModel, thresholdModel)
                .distinct()
                .filter(model -> !usersOf(model).isEmpty())
                .toList();
    }

    /** The policies that plan with a model. */
    List<ComparedPolicy> usersOf(String model) {
        return policies.stream()
                .filter(policy ->
                        model(policy.forecasts()).filter(model::equals).isPresent())
                .toList();
    }

    Optional<String> model(ForecastUse use) {
        return switch (use) {
            case NONE -> Optional.empty();
            case FORECAST_MODEL -> Optional.of(forecastModel);
            case THRESHOLD_MODEL -> Optional.of(thresholdModel);
        };
    }
}
