package io.foretide.scaler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A small run of {@code foretide simulate} for tests of what it writes. */
public final class SimulateRun {
    private SimulateRun() {}

    /** Writes the page of three policies on four days into a folder. */
    public static Path page(Path folder) throws IOException {
        StringBuilder text = new StringBuilder("time,value\n");
        Instant start = Instant.parse("2020-03-02T00:00:00Z");
        for (int i = 0; i < 4 * 288; i++) {
            text.append(start.plus(Duration.ofMinutes(5L * i)))
                    .append(',')
                    .append(Math.round(3000 - 2500 * Math.cos(2 * Math.PI * i / 288) + i % 7))
                    .append('\n');
        }
        Path trace = Files.writeString(folder.resolve("wave.csv"), text);
        Path page = folder.resolve("page.html");
        String home = System.getProperty("foretide.home");
        System.setProperty("foretide.home", folder.toString());
        try {
            int exit = Main.run(
                    "simulate",
                    "--trace=" + trace,
                    "--policies=static-peak,reactive,clairvoyant",
                    "--html=" + page,
                    "--png=" + folder.resolve("picture.png"));
            if (exit != 0) {
                throw new IllegalStateException("foretide simulate ended with " + exit);
            }
        } finally {
            if (home == null) {
                System.clearProperty("foretide.home");
            } else {
                System.setProperty("foretide.home", home);
            }
        }
        return page;
    }
}
