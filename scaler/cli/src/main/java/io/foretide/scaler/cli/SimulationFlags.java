package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One option for each {@link SimulationOption}. */
final class SimulationFlags {
    private SimulationFlags() {}

    static void addTo(CommandSpec command) {
        for (SimulationOption option : SimulationOption.values()) {
            command.addOption(OptionSpec.builder("--" + option.flag())
                    .type(String.class)
                    .paramLabel(option.kind() == SimulationOption.Kind.DURATION ? "<duration>" : "<number>")
                    .description(option.description()
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
    static SimulationOptions of(CommandSpec command, SimulationOptions defaults) {
        SimulationOptions options = defaults;
        for (SimulationOption option : SimulationOption.values()) {
            @Nullable
            String text = command.commandLine().getParseResult().matchedOptionValue("--" + option.flag(), null);
            if (text == null) {
                continue;
            }
            try {
                options = options.with(option, text);
            } catch (IllegalArgumentException e) {
                throw UserError.usage("--" + e.getMessage());
            }
        }
        return options;
    }
}
