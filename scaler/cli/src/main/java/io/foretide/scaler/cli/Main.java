package io.foretide.scaler.cli;

import io.foretide.scaler.app.ExitCode;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ConfigException;
import io.foretide.store.StoreException;
import io.foretide.text.Durations;
import io.foretide.text.InputException;
import io.foretide.text.Instants;
import io.foretide.text.UnreachableException;
import io.foretide.text.Version;
import io.foretide.whatif.policy.ComparedPolicies;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

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
            TuneCommand.class,
            TuningCommand.class,
            BacktestCommand.class,
            PlanCommand.class,
            ExplainCommand.class,
            TargetCommand.class,
            DiscoverCommand.class,
            StoreCommand.class,
            DoctorCommand.class,
            ConfigCommand.class,
            HelpCommand.class
        })
public final class Main extends CommandGroup {
    /** Text of {@code foretide --version}. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"foretide " + Version.number()};
        }
    }

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Log details, and show stack traces.")
    private boolean debug;

    /** On one or two processors the JDK starts a thread for each answer of its HTTP client, unless this is more than one. */
    private static final String COMMON_THREADS = "java.util.concurrent.ForkJoinPool.common.parallelism";

    public static void main(String[] arguments) {
        if (System.getProperty(COMMON_THREADS) == null && Runtime.getRuntime().availableProcessors() < 3) {
            System.setProperty(COMMON_THREADS, "2");
        }
        System.setOut(new StandardOutput(new FileOutputStream(FileDescriptor.out)));
        System.exit(run(arguments));
    }

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        try {
            int code = execute(arguments);
            return System.out instanceof StandardOutput out ? written(out, code) : code;
        } catch (OutOfMemoryError e) {
            System.err.println("foretide: this takes more memory than there is: "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB are allowed");
            return ExitCode.FAILED.code();
        }
    }

    /** Results that did not arrive are a failure, whatever came before. */
    private static int written(StandardOutput out, int code) {
        Optional<String> failure = out.failure();
        failure.ifPresent(reason -> System.err.println("foretide: standard output cannot be written: " + reason));
        return failure.isPresent() ? ExitCode.FAILED.code() : code;
    }

    private static int execute(String... arguments) {
        try {
            return commandLine(arguments).execute(arguments);
        } catch (InputException e) {
            return new Main().report(e, new PrintWriter(System.err, true, Charset.defaultCharset()));
        }
    }

    /** What understands these arguments. */
    static CommandLine commandLine(String... arguments) {
        Main main = new Main();
        return new CommandLine(main, commands(List.of(arguments)))
                .registerConverter(Duration.class, Main::duration)
                .registerConverter(Instant.class, Main::instant)
                .setExecutionStrategy(parsed -> {
                    if (main.debug) {
                        Logging.details();
                    }
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> main.report(failure, command.getErr()))
                .setParameterExceptionHandler(Main::usage);
    }

    /** What is installed decides on simulate's options; no other command should pay for looking at it, or fail by it. */
    private static CommandLine.IFactory commands(List<String> arguments) {
        ComparedPolicies policies =
                arguments.contains("simulate") ? ComparedPolicies.installed() : ComparedPolicies.builtIn();
        return new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (type == SimulateCommand.class) {
                    return type.cast(new SimulateCommand(policies));
                }
                return type == TuneCommand.class
                        ? type.cast(new TuneCommand(policies))
                        : CommandLine.defaultFactory().create(type);
            }
        };
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
            return Instants.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    /** What is missing may be there under a name that is wrong. */
    private static Optional<ParameterException> misspelt(ParameterException missing, String[] arguments) {
        CommandLine command = missing.getCommandLine();
        return Stream.of(arguments)
                .filter(argument -> argument.startsWith("--"))
                .filter(argument -> command.getCommandSpec().findOption(argument.replaceFirst("=.*", "")) == null)
                .findFirst()
                .map(argument -> new UnknownArgumentException(command, argument, "Unknown option: '" + argument + "'"));
    }

    private int report(Exception failure, PrintWriter err) {
        ExitCode exitCode = exitCode(failure);
        if (exitCode == ExitCode.INTERRUPTED) {
            return exitCode.code();
        }
        if (debug) {
            failure.printStackTrace(err);
        } else {
            String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            err.println("foretide: " + printable(message));
        }
        return exitCode.code();
    }

    /** What was handed in stands in messages; its control characters would steer the terminal. */
    private static String printable(String message) {
        StringBuilder text = new StringBuilder();
        message.chars()
                .forEach(c -> text.append(
                        Character.isISOControl(c) && c != '\n' && c != '\t'
                                ? String.format("\\u%04x", c)
                                : String.valueOf((char) c)));
        return text.toString();
    }

    /** Lower modules throw what they mean; what it means to a shell is said here alone. */
    private static ExitCode exitCode(Exception failure) {
        if (failure instanceof UserError user) {
            return user.exitCode();
        }
        if (failure instanceof ConfigException || failure instanceof InputException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof UnreachableException || (failure instanceof StoreException store && store.isAway())) {
            return ExitCode.UNREACHABLE;
        }
        return failure instanceof CancellationException ? ExitCode.INTERRUPTED : ExitCode.FAILED;
    }

    private static int usage(ParameterException found, String[] arguments) {
        ParameterException wrong = found instanceof MissingParameterException
                ? misspelt(found, arguments).orElse(found)
                : found;
        wrong.getCommandLine().getErr().println("foretide: " + printable(String.valueOf(wrong.getMessage())));
        UnmatchedArgumentException.printSuggestions(
                wrong, wrong.getCommandLine().getErr());
        wrong.getCommandLine()
                .getErr()
                .println("Maybe see: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }
}
