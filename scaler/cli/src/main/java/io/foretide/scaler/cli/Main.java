package io.foretide.scaler.cli;

import io.foretide.scaler.app.ExitCode;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigException;
import io.foretide.text.Durations;
import io.foretide.text.InputException;
import io.foretide.text.UnreachableException;
import io.foretide.text.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code foretide} command. Results go to stdout, everything else to stderr. */
@Command(
        name = "foretide",
        description = "Sizes Apache Flink jobs in Reactive Mode before the load arrives.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            SimulateCommand.class,
            BacktestCommand.class,
            PlanCommand.class,
            ExplainCommand.class,
            TargetCommand.class,
            DoctorCommand.class,
            ConfigCommand.class
        })
public final class Main implements Callable<Integer> {
    /** Text of {@code foretide --version}. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"foretide " + Version.number()};
        }
    }

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Log details, and show stack traces.")
    private boolean debug;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        Main main = new Main();
        return new CommandLine(main)
                .registerConverter(Duration.class, Main::duration)
                .registerConverter(Instant.class, Main::instant)
                .setExecutionStrategy(parsed -> {
                    if (main.debug) {
                        Logging.details();
                    }
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> main.report(failure, command))
                .setParameterExceptionHandler(Main::usage)
                .execute(arguments);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.err);
        return ExitCode.USAGE.code();
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandLine.TypeConversionException(
                    "'" + text + "': must be a UTC time such as 2001-06-07T06:30:00Z");
        }
    }

    private int report(Exception failure, CommandLine command) {
        ExitCode exitCode = exitCode(failure);
        if (exitCode == ExitCode.INTERRUPTED) {
            return exitCode.code();
        }
        if (debug) {
            failure.printStackTrace(command.getErr());
        } else {
            String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            command.getErr().println("foretide: " + message);
        }
        return exitCode.code();
    }

    /** Lower modules throw what they mean; what it means to a shell is said here alone. */
    private static ExitCode exitCode(Exception failure) {
        if (failure instanceof UserError user) {
            return user.exitCode();
        }
        if (failure instanceof ConfigException || failure instanceof InputException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof UnreachableException) {
            return ExitCode.UNREACHABLE;
        }
        return failure instanceof CancellationException ? ExitCode.INTERRUPTED : ExitCode.FAILED;
    }

    private static int usage(ParameterException wrong, String[] arguments) {
        wrong.getCommandLine().getErr().println("foretide: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(
                wrong, wrong.getCommandLine().getErr());
        wrong.getCommandLine()
                .getErr()
                .println("Maybe see: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }
}
