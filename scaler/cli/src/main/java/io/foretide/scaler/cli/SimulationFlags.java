package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One option for each {@link SimulationOption} of the job and the policies. */
final class SimulationFlags {
    private SimulationFlags() {}

    static void addTo(CommandSpec command, ComparedPolicies policies) {
        for (SimulationOption<?> option : policies.options()) {
            command.addOption(OptionSpec.builder("--" + option.name())
                    .type(String.class)
                    .paramLabel(option.form().label())
                    .description(option.help()
                            + option.defaultText()
                                    .map(text -> " (" + text + ")")
                                    .orElse(""))
                    .build());
        }
    }

    /**
     * The default options, as the command line sets them.
     *
     * @throws UserError if a value is impossible
     */
    static SimulationOptions of(CommandSpec command, ComparedPolicies policies, SimulationOptions defaults) {
        SimulationOptions options = defaults;
        for (SimulationOption<?> option : policies.options()) {
            @Nullable
            String text = command.commandLine().getParseResult().matchedOptionValue("--" + option.name(), null);
            if (text == null) {
                continue;
            }
            try {
                options = options.withText(option, text);
            } catch (IllegalArgumentException e) {
                throw UserError.usage("--" + e.getMessage());
            }
        }
        return options;
    }
}
