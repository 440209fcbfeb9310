package io.foretide.scaler.cli;

import io.foretide.process.Installation;
import io.foretide.scaler.app.demo.Demo;
import io.foretide.scaler.app.demo.DemoResult;
import io.foretide.scaler.app.demo.DemoSettings;
import io.foretide.scaler.app.demo.DemoTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foretide demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Replays a real day into a real Flink job and sizes it before the load arrives.")
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--speed",
            defaultValue = "24",
            description = "Trace seconds per real second, 1 to 120 (${DEFAULT-VALUE}).")
    private double speed;

    @Option(names = "--duration", defaultValue = "8m", description = "Real time of the replay (${DEFAULT-VALUE}).")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--from",
            defaultValue = "2001-06-07T10:00:00Z",
            description =
                    "First trace minute, UTC (${DEFAULT-VALUE}: the rise of the morning; 2001-06-08T03:00:00Z shows the way down).")
    private Instant from = Instant.EPOCH;

    @Option(names = "--flink", defaultValue = "2.3", description = "Flink's version, 1.20 or 2.3 (${DEFAULT-VALUE}).")
    private String flink = "";

    @Option(names = "--headless", description = "Without the page.")
    private boolean headless;

    @Option(
            names = "--port",
            defaultValue = "8090",
            description = "Port of the page; the next free one is taken (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--report", description = "Write the page and the table to this HTML file at the end.")
    private @Nullable Path report;

    @Option(names = "--work-dir", description = "Folder for logs, data and models (.foretide beside the launcher).")
    private @Nullable Path work;

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        Logging.warningsOnly();
        Installation installation = Installation.here();
        Optional<Path> file = Optional.ofNullable(report).map(Path::toAbsolutePath);
        new OutputFiles().writing("--report", report).check();
        DemoSettings settings = new DemoSettings(
                installation,
                flink,
                (work == null ? installation.ownFolder() : work.toAbsolutePath()).resolve("demo"),
                from,
                duration,
                speed,
                headless,
                port,
                file);
        DemoResult result = Interruptible.call(() -> new Demo(settings, System.err).run());
        output.print(result, () -> DemoTable.of(result) + System.lineSeparator());
        return 0;
    }
}
