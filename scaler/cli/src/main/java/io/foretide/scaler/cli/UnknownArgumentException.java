package io.foretide.scaler.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** An argument that is none of a command's, said in words of our own; those that are alike are suggested. */
final class UnknownArgumentException extends UnmatchedArgumentException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    UnknownArgumentException(CommandLine command, String argument, String sentence) {
        super(command, List.of(argument));
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
