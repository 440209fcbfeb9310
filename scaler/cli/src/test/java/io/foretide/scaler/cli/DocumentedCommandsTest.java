package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.cli.DocumentedCommands.Command;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Commands that a page names but that are not run ({@link DocumentedCommandsIT} runs the others) are at least understood. */
class DocumentedCommandsTest {
    @Test
    void commandsThatAreNotRunAndThoseOfSentencesAreUnderstood() {
        List<Command> commands = new ArrayList<>(DocumentedCommands.inSentences());
        DocumentedCommands.inBlocks().stream()
                .filter(command -> DocumentedCommands.whyNotRun(command).isPresent())
                .forEach(commands::add);
        for (Command command : commands) {
            boolean ofAJar = DocumentedCommands.whyNotRun(command)
                    .filter(why -> why.contains("jar"))
                    .isPresent();
            boolean isReplay = command.words().get(0).equals("replay"); // another program of the launcher
            if (ofAJar || isReplay || command.text().contains("...")) {
                continue;
            }
            try {
                Main.commandLine(command.words().toArray(String[]::new))
                        .parseArgs(command.words().toArray(String[]::new));
            } catch (CommandLine.MissingParameterException e) {
                // a sentence may leave out the configuration
            } catch (CommandLine.ParameterException e) {
                throw new AssertionError(command + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void everyReasonNotToRunOneIsNeeded() {
        for (String start : DocumentedCommands.NOT_RUN.keySet()) {
            assertThat(DocumentedCommands.inBlocks())
                    .as(start)
                    .anyMatch(command -> (command.text() + " ").startsWith(start + " "));
        }
    }
}
