package io.foretide.whatif.policy;

import static io.foretide.whatif.policy.ForecastUse.FORECAST_MODEL;
import static io.foretide.whatif.policy.ForecastUse.NONE;
import static io.foretide.whatif.policy.ForecastUse.THRESHOLD_MODEL;
import static io.foretide.whatif.policy.Offer.ALWAYS;
import static io.foretide.whatif.policy.Offer.CHOICE;
import static io.foretide.whatif.policy.Offer.COMMAND;
import static io.foretide.whatif.policy.Offer.NAMED;

import io.foretide.config.Extensions;
import io.foretide.planner.baselines.Daedalus;
import io.foretide.planner.baselines.HorizontalPodAutoscaler;
import io.foretide.planner.baselines.OperatorRequest.Variant;
import io.foretide.planner.baselines.ReactiveRules;
import io.foretide.planner.baselines.ThresholdPredictive;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.InputException;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The policies that can be compared, in the order of the tables, and the options that can be set. Immutable. */
public final class ComparedPolicies {
    /** What all others are measured against. */
    public static final ComparedPolicy BEST = new BestPlan("the cheapest plan that knows the future");

    /** The size that is always enough, which needs no autoscaler. */
    public static final String STATIC_PEAK = "static-peak";

    /** The size that is nearly always enough. */
    public static final String STATIC_P99 = "static-p99";

    /** Foretide. */
    public static final String FORETIDE = "predictive";

    /** The same with the settings that ship, whatever the past says. */
    public static final String UNTUNED = "predictive-untuned";

    private static final PlannerPolicy SHIPPED = PlannerPolicy.shipped(UNTUNED, "Foretide with the settings that ship");

    private static final List<ComparedPolicy> BUILT_IN = List.of(
            new StaticLoad(STATIC_PEAK, "always enough for 1.2 x the largest load of the training part", 1, ALWAYS),
            new StaticLoad(
                    STATIC_P99, "always enough for 1.2 x the 99th percentile of the training part", 0.99, COMMAND),
            new Baseline(
                    "reactive",
                    "the reference design's rules on busy time and lag",
                    NONE,
                    ALWAYS,
                    inputs -> new ReactiveRules(inputs.settings().slotsPerTaskManager())),
            Baseline.podAutoscaler("hpa", HorizontalPodAutoscaler.TARGET_RATIO),
            new FlinkOperator(
                    Variant.DEFAULTS,
                    "the autoscaler of Flink's Kubernetes operator, its own code and defaults",
                    COMMAND),
            new FlinkOperator(Variant.FAST, "the same with the quicker settings of its documentation", NAMED),
            new Baseline(
                    "daedalus",
                    "forecast, capacity regression and predicted recovery time, after its paper",
                    FORECAST_MODEL,
                    CHOICE,
                    inputs -> new Daedalus(inputs.settings(), inputs.forecasts())),
            new Baseline(
                    "threshold-predictive",
                    "a point forecast against 1.2 and 0.6 of the capacity, and nothing else",
                    THRESHOLD_MODEL,
                    COMMAND,
                    inputs -> new ThresholdPredictive(inputs.settings(), inputs.forecasts())),
            new SelfTunedPolicy(FORETIDE, "Foretide, which tunes itself once a week on what came before", SHIPPED),
            SHIPPED,
            PlannerPolicy.threshold("predictive-threshold", "Foretide with the reference design's thresholds"),
            BEST);

    private final List<ComparedPolicy> all;

    private ComparedPolicies(Stream<ComparedPolicy> policies) {
        this.all = policies.toList();
        refuseTwins("policies", names());
        refuseTwins("options", options().stream().map(SimulationOption::name).toList());
    }

    /** The policies that ship. */
    public static ComparedPolicies builtIn() {
        return new ComparedPolicies(BUILT_IN.stream());
    }

    /**
     * The policies that ship, then those of jars on the class path. Looks at the class path.
     *
     * @throws InputException if one of them cannot be made, or two policies or two options have one name
     */
    public static ComparedPolicies installed() {
        return new ComparedPolicies(Stream.concat(BUILT_IN.stream(), Extensions.of(ComparedPolicy.class).stream()));
    }

    /** The planner's settings in a setup, as {@link #UNTUNED} plans with them. */
    public static PlannerSettings shippedSettings(Setup setup) {
        return SHIPPED.settings(setup);
    }

    private static void refuseTwins(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new InputException("two " + what + " '" + name + "': names must differ");
            }
        }
    }

    /** All of them. */
    public List<ComparedPolicy> all() {
        return all;
    }

    /** The names of all. */
    public List<String> names() {
        return all.stream().map(ComparedPolicy::name).toList();
    }

    /** Those that are offered in one of these ways. */
    public List<ComparedPolicy> offered(Offer... offers) {
        return all.stream()
                .filter(policy -> List.of(offers).contains(policy.offer()))
                .toList();
    }

    /**
     * Those of names, in the order of the tables.
     *
     * @throws IllegalArgumentException if there is none of a name; the message lists those there are
     */
    public List<ComparedPolicy> named(Collection<String> names) {
        for (String name : names) {
            if (!names().contains(name)) {
                throw new IllegalArgumentException(
                        "there is no policy '" + name + "'; there are " + String.join(", ", names()));
            }
        }
        return all.stream().filter(policy -> names.contains(policy.name())).toList();
    }

    /** Every option that can be set, in the order of the help: of the job, of the policies, of the bill. */
    public List<SimulationOption<?>> options() {
        List<SimulationOption<?>> options = new ArrayList<>(JobOptions.OF_THE_JOB);
        all.stream().flatMap(policy -> policy.options().stream()).distinct().forEach(options::add);
        options.add(JobOptions.PRICE);
        return options;
    }

    /** The option of a name. */
    public Optional<SimulationOption<?>> findOption(String name) {
        return options().stream().filter(option -> option.name().equals(name)).findFirst();
    }
}
