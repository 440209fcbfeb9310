package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.text.Json;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.SimulationOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the command line of {@code simulate} sets, as a service takes it: the body of {@code POST /v1/simulations}. */
final class SimulationRequest {
    private static final Set<String> LISTS = Set.of("--policies", "--event");
    private static final Set<String> OTHERS = Set.of(
            "--policies", "--event", "--forecast-model", "--from", "--to", "--train-share", "--warm-up", "--seed");

    /** What concerns this side alone. */
    private static final Set<String> OWN = Set.of("--at", "--job", "--output", "--debug");

    private SimulationRequest() {}

    /**
     * The body.
     *
     * @throws UserError if the command line asks for what a service does not do
     */
    static String of(ParseResult parsed, ComparedPolicies known) {
        Set<String> asked = Stream.concat(
                        OTHERS.stream(),
                        known.options().stream().map(SimulationOption::name).map("--"::concat))
                .collect(Collectors.toSet());
        Map<String, Object> body = new LinkedHashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            String name = option.longestName();
            List<String> values = option.stringValues();
            if (asked.contains(name)) {
                body.put(name.substring(2), LISTS.contains(name) ? values : values.get(values.size() - 1));
            } else if (!OWN.contains(name)) {
                throw UserError.usage(name + " with --at: must be left out; the service simulates its own history, and"
                        + " answers with the figures alone");
            }
        }
        return Json.line(body);
    }
}
