package io.foretide.scaler.cli;

import io.foretide.scaler.app.ExitCode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing without one of its subcommands: it says which there are. */
abstract class CommandGroup implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(System.err);
        return ExitCode.USAGE.code();
    }
}
