package io.foretide.whatif;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Policies that can be compared, in the order of the tables. */
public enum PolicyName {
    STATIC_PEAK("always enough for 1.2 x the largest load of the training part"),
    STATIC_P99("always enough for 1.2 x the 99th percentile of the training part"),
    REACTIVE("the reference design's rules on busy time and lag"),
    HPA("Kubernetes' HorizontalPodAutoscaler on busy time"),
    FLINK_OPERATOR("the autoscaler of Flink's Kubernetes operator, its own code and defaults"),
    FLINK_OPERATOR_FAST("the same with the quicker settings of its documentation"),
    DAEDALUS("forecast, capacity regression and predicted recovery time, after its paper"),
    THRESHOLD_PREDICTIVE("a point forecast against 1.2 and 0.6 of the capacity, and nothing else"),
    PREDICTIVE("Foretide"),
    PREDICTIVE_THRESHOLD("Foretide with the reference design's thresholds"),
    CLAIRVOYANT("the cheapest plan that knows the future");

    private final String description;

    PolicyName(String description) {
        this.description = description;
    }

    /** The name in reports. */
    public String flag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String description() {
        return description;
    }

    /** Whether it uses the forecasts of {@code --forecast-model}. */
    boolean usesForecast() {
        return this == DAEDALUS || this == PREDICTIVE || this == PREDICTIVE_THRESHOLD;
    }

    /** All but the operator's quicker settings. */
    public static List<PolicyName> defaults() {
        return Arrays.stream(values())
                .filter(name -> name != FLINK_OPERATOR_FAST)
                .toList();
    }

    /**
     * The policy of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static PolicyName named(String flag) {
        return Arrays.stream(values())
                .filter(name -> name.flag().equals(flag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no policy '" + flag + "'; there are "
                        + Arrays.stream(values()).map(PolicyName::flag).collect(Collectors.joining(", "))));
    }
}
