package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page and its readers are sent, byte for byte; {@code -Dgolden.write=FOLDER} writes a change that is meant. */
final class PageJsonTest {
    @Test
    void everyEventIsWrittenAsBefore() throws IOException {
        List<DashboardEvent> morning = new SyntheticMorning().events();
        String lines = morning.stream()
                .filter(event -> !(event instanceof DashboardEvent.Prediction))
                .skip(130)
                .limit(12)
                .map(Json::line)
                .collect(Collectors.joining("\n", Json.line(SyntheticMorning.job()) + "\n", "\n"));
        String write = System.getProperty("golden.write");
        if (write != null) {
            Files.writeString(Files.createDirectories(Path.of(write)).resolve("page-events.txt"), lines);
            return;
        }
        try (InputStream in = PageJsonTest.class.getResourceAsStream("/golden/page-events.txt")) {
            assertThat(in).isNotNull();
            assertThat(lines).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
