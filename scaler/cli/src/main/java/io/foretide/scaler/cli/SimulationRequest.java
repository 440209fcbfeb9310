package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
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

/** What the command line of {@code simulate} sets, as a service or a job of a fleet takes it: the body of {@code POST /v1/simulations}. */
final class SimulationRequest {
    private static final Set<String> LISTS = Set.of("--policies", "--event");
    private static final Set<String> OTHERS = Set.of(
            "--policies", "--event", "--forecast-model", "--from", "--to", "--train-share", "--warm-up", "--seed");

    /**
     * Who is asked.
     *
     * @param option that says so
     * @param why what else is set has no meaning there
     * @param own options of the command line that do not concern it
     */
    record Asked(String option, String why, Set<String> own) {
        static final Asked SERVICE = new Asked(
                "--at",
                "the service simulates its own history, and answers with the figures alone",
                Set.of("--at", "--job", "--output", "--debug"));

        /** Every job of a fleet. */
        static final Asked FLEET = new Asked(
                "--all",
                "every job is simulated by itself, and there are the figures alone",
                Set.of("--all", "--on", "--config", "--store", "--output", "--debug"));

        Asked {
            own = Set.copyOf(own);
        }
    }

    private SimulationRequest() {}

    /**
     * The body.
     *
     * @throws UserError if the command line asks for what is not done there
     */
    static Map<String, Object> of(ParseResult parsed, ComparedPolicies known, Asked who) {
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
            } else if (!who.own.contains(name)) {
                throw UserError.usage(name + " with " + who.option + ": must be left out; " + who.why);
            }
        }
        return body;
    }
}
