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

    /** Who is asked, and what of the command line does not concern it. */
    enum Asked {
        /** A service. */
        SERVICE(
                "--at",
                "the service simulates its own history, and answers with the figures alone",
                Set.of("--at", "--job", "--output", "--debug")),
        /** Every job of a fleet. */
        FLEET(
                "--all",
                "every job is simulated by itself, and there are the figures alone",
                Set.of("--all", "--on", "--config", "--store", "--output", "--debug"));

        private final String option;
        private final String why;
        private final Set<String> own;

        Asked(String option, String why, Set<String> own) {
            this.option = option;
            this.why = why;
            this.own = own;
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
