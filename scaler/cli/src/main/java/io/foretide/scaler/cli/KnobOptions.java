package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.whatif.Knob;
import io.foretide.whatif.Knobs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One option for each {@link Knob}. */
final class KnobOptions {
    private KnobOptions() {}

    static void addTo(CommandSpec command) {
        for (Knob knob : Knob.values()) {
            command.addOption(OptionSpec.builder("--" + knob.flag())
                    .type(String.class)
                    .paramLabel(knob.kind() == Knob.Kind.DURATION ? "<duration>" : "<number>")
                    .description(knob.description()
                            + knob.usual().map(usual -> " (" + usual + ")").orElse(""))
                    .build());
        }
    }

    /**
     * The usual knobs as the command line turns them.
     *
     * @throws UserError if a value is impossible
     */
    static Knobs of(CommandSpec command, Knobs usual) {
        Knobs knobs = usual;
        for (Knob knob : Knob.values()) {
            @Nullable
            String given = command.commandLine().getParseResult().matchedOptionValue("--" + knob.flag(), null);
            if (given == null) {
                continue;
            }
            try {
                knobs = knobs.with(knob, given);
            } catch (IllegalArgumentException e) {
                throw new UserError(UserError.USAGE, "--" + e.getMessage());
            }
        }
        return knobs;
    }
}
