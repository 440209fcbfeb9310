package io.foretide.scaler.cli;

import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.policy.ForecastUse;
import io.foretide.whatif.policy.Offer;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.function.Predicate;

/** Lists of policies for the help of {@code foretide simulate}, which names them by {@code ${bundle:KEY}}. */
final class PolicyTexts extends ListResourceBundle {
    private final ComparedPolicies policies;

    PolicyTexts(ComparedPolicies policies) {
        this.policies = policies;
    }

    @Override
    protected Object[][] getContents() {
        return new Object[][] {
            {"policies.all", String.join(", ", policies.names())},
            {"policies.only-named", names(policy -> policy.offer() == Offer.NAMED)},
            {"policies.forecast-model", names(policy -> policy.forecasts() == ForecastUse.FORECAST_MODEL)},
            {"policies.threshold-model", names(policy -> policy.forecasts() == ForecastUse.THRESHOLD_MODEL)}
        };
    }

    /** {@code a, b and c}. */
    private String names(Predicate<ComparedPolicy> which) {
        List<String> names =
                policies.all().stream().filter(which).map(ComparedPolicy::name).toList();
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
