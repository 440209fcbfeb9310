package io.foretide.whatif;

import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.SimulationOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All combinations of several values of several options. */
public final class Sweep {
    private static final int MAX_COMBINATIONS = 1000;

    private Sweep() {}

    /**
     * The combinations that a list of {@code name=v1,v2} means, the last name changing quickest; one empty one for no names.
     *
     * @param known whose options there are
     * @throws IllegalArgumentException naming what is wrong and what is allowed
     */
    public static List<Map<SimulationOption<?>, String>> of(List<String> written, ComparedPolicies known) {
        List<Map<SimulationOption<?>, String>> all = List.of(Map.of());
        for (String text : written) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new IllegalArgumentException(
                        "sweep '" + text + "': must be a name and values such as lead-time=60s,90s,5m");
            }
            SimulationOption<?> option = option(text.substring(0, equals).trim(), known);
            List<Map<SimulationOption<?>, String>> longer = new ArrayList<>();
            for (Map<SimulationOption<?>, String> before : all) {
                if (before.containsKey(option)) {
                    throw new IllegalArgumentException("sweep " + option.name() + ": once is allowed");
                }
                for (String value : text.substring(equals + 1).split(",", -1)) {
                    option.parse(value);
                    Map<SimulationOption<?>, String> combination = new LinkedHashMap<>(before);
                    combination.put(option, value.trim());
                    longer.add(combination);
                }
            }
            all = longer;
            if (all.size() > MAX_COMBINATIONS) {
                throw new IllegalArgumentException(
                        "sweep of " + all.size() + " combinations: must be at most " + MAX_COMBINATIONS);
            }
        }
        return all;
    }

    private static SimulationOption<?> option(String name, ComparedPolicies known) {
        return known.findOption(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + name + "'; there are "
                        + known.options().stream().map(SimulationOption::name).collect(Collectors.joining(", "))));
    }
}
