package io.foretide.scaler.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretide help COMMAND}: the same as {@code foretide COMMAND --help}. */
@Command(name = "help", helpCommand = true, description = "The options of a command, such as help store repair.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", description = "The command; all commands if none is named.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine().getParent();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UnknownArgumentException(command, name, "there is no command '" + name + "'");
            }
            command = next;
        }
        command.usage(System.out);
        return 0;
    }
}
