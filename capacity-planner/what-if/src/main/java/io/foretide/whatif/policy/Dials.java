package io.foretide.whatif.policy;

import io.foretide.whatif.setup.SimulationOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What turns each policy from cheap to careful, and the settings that a frontier looks at. A policy without a dial is one point. */
public final class Dials {
    private static final List<String> SLO_SHARES = List.of("0.9", "0.95", "0.99", "0.995", "0.999", "0.9999");
    private static final List<String> HEADROOMS = List.of("0.8", "0.9", "0.99");
    private static final List<String> UTILIZATION_TARGETS = List.of("0.65", "0.75", "0.85");
    private static final double[] POD_TARGETS = {0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    private static final int[] PERCENTILES = {90, 95, 99};

    private Dials() {}

    /** Options that a frontier sets, or that would take the place of those. */
    public static List<SimulationOption<?>> options() {
        return List.of(PlannerOptions.SLO_SHARE, PlannerOptions.HEADROOM, PlannerOptions.UTILIZATION_TARGET);
    }

    /** A policy at every setting of its dial; their names begin with its own, but for the percentiles of a constant size. */
    public static List<ComparedPolicy> of(ComparedPolicy policy) {
        return switch (policy.name()) {
            case ComparedPolicies.FORETIDE -> // turned by hand, it does not turn itself
                turned(
                                Stream.of(PlannerPolicy.shipped(policy.name(), policy.help())),
                                PlannerOptions.SLO_SHARE,
                                SLO_SHARES)
                        .toList();
            case "predictive-threshold" ->
                turned(
                                turned(Stream.of(policy), PlannerOptions.HEADROOM, HEADROOMS),
                                PlannerOptions.UTILIZATION_TARGET,
                                UTILIZATION_TARGETS)
                        .toList();
            case "hpa" ->
                DoubleStream.of(POD_TARGETS)
                        .<ComparedPolicy>mapToObj(target ->
                                Baseline.podAutoscaler(String.format(Locale.ROOT, "hpa target=%s", target), target))
                        .toList();
            case ComparedPolicies.STATIC_P99 ->
                Arrays.stream(PERCENTILES)
                        .<ComparedPolicy>mapToObj(percentile -> new StaticLoad(
                                "static-p" + percentile, policy.help(), percentile / 100.0, policy.offer()))
                        .toList();
            default -> List.of(policy);
        };
    }

    private static Stream<ComparedPolicy> turned(
            Stream<ComparedPolicy> policies, SimulationOption<?> dial, List<String> values) {
        return policies.flatMap(policy -> values.stream().map(value -> new Turned(policy, dial, value)));
    }
}
