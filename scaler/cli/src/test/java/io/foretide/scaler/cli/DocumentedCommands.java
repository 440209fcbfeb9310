package io.foretide.scaler.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands that README and docs tell people to run. */
final class DocumentedCommands {
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    /** A command at the beginning of a line, after a prompt and variables. */
    private static final Pattern AT_START = Pattern.compile("(?:\\$ )?(?:[A-Z_]+=\\S+ )*(?:\\./)?foretide (.*)");

    private static final Pattern INLINE = Pattern.compile("`(?:\\./)?foretide ((?:[^`])+)`");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** How a command begins, to why it is not run here. */
    static final Map<String, String> NOT_RUN = Map.ofEntries(
            Map.entry("demo", "real Flink and Kafka for minutes: DemoIT runs it"),
            Map.entry("serve", "never ends: the tests of the service and of the chart run it"),
            Map.entry("plan", "looks at a job that runs for up to 45 s: CommandsTest runs it"),
            Map.entry(
                    "simulate --trace flights --policies predictive,generous --generosity x1.5",
                    "needs the page's own jar: ExtendingTest"),
            Map.entry("backtest --trace flights --models peak-hour,mean-15", "needs the page's own jar: ExtendingTest"),
            Map.entry(
                    "simulate --trace flights --policies predictive --forecast-model peak-hour",
                    "needs the page's own jar: ExtendingTest"),
            Map.entry("target status", "the Kubernetes of this test does not say how Pods are selected"),
            Map.entry("train --all", "needs a fleet with weeks of history: FleetOnFlinkCampaign trains one"),
            Map.entry("simulate --all", "needs a fleet with days of history: FleetCommandsTest simulates one"),
            Map.entry("tuning rollback", "needs settings that were adopted: RetuningTest"),
            Map.entry(
                    "store forget",
                    "of a time that the history here does not have: StoreRepairTest forgets one that it has"),
            Map.entry("simulate --trace TRACE --scale-to-peak 60000", "hours, on traces that are not in the project"),
            Map.entry("discover", "the Kubernetes of this test lists no API groups: DiscoverIT runs it"),
            Map.entry("store copy", "needs a server: PostgresStoreCopyIT copies to one"));

    private DocumentedCommands() {}

    /** Why a command is not run; empty if it is. */
    static Optional<String> whyNotRun(Command command) {
        return NOT_RUN.entrySet().stream()
                .filter(entry -> (command.text() + " ").startsWith(entry.getKey() + " "))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * A command.
     *
     * @param place file and line
     * @param text as it is written, without the program's name, comments and what a shell does with it
     * @param words as a program gets them
     */
    record Command(String place, String text, List<String> words) {
        static Command of(String place, String written) {
            String text = written.replaceFirst("\\s+#.*$", "")
                    .replaceFirst("\\s+(\\|\\||>|\\|)\\s.*$", "")
                    .strip();
            List<String> words = new ArrayList<>();
            for (Matcher word = WORD.matcher(text); word.find(); ) {
                words.add(
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
            }
            return new Command(place, text, List.copyOf(words));
        }

        @Override
        public String toString() {
            return place + " " + text;
        }
    }

    /** Those in blocks: somebody copies them. */
    static List<Command> inBlocks() {
        List<Command> commands = new ArrayList<>();
        for (Path page : pages()) {
            boolean isBlock = false;
            List<String> lines = lines(page);
            for (int i = 0; i < lines.size(); i++) {
                int first = i + 1;
                String line = lines.get(i);
                if (line.startsWith("```")) {
                    isBlock = !isBlock;
                    continue;
                }
                while (isBlock && line.endsWith("\\") && i + 1 < lines.size()) {
                    line = line.substring(0, line.length() - 1) + lines.get(++i).strip();
                }
                Matcher command = AT_START.matcher(line);
                if (isBlock && command.matches()) {
                    commands.add(Command.of(place(page, first), command.group(1)));
                }
            }
        }
        return commands;
    }

    /** Those in sentences: they may leave out what the sentence says, and that is written as three dots. */
    static List<Command> inSentences() {
        List<Command> commands = new ArrayList<>();
        for (Path page : pages()) {
            List<String> lines = lines(page);
            for (int i = 0; i < lines.size(); i++) {
                for (Matcher command = INLINE.matcher(lines.get(i)); command.find(); ) {
                    commands.add(Command.of(place(page, i + 1), command.group(1)));
                }
            }
        }
        return commands;
    }

    private static String place(Path page, int line) {
        return ROOT.relativize(page) + ":" + line;
    }

    private static List<Path> pages() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
