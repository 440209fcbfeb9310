package io.foretide.scaler;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sizes and door signs of the rooms, read from the sources. */
class HouseTest {
    private static final double MAX_SHARE = 0.25;
    private static final Path MAIN = Path.of("src", "main", "java");

    @Test
    void noRoomHoldsMoreThanAQuarterOfTheCode() throws IOException {
        Map<Path, Long> lines = sources().stream().collect(groupingBy(HouseTest::room, summingLong(HouseTest::lines)));
        long all = lines.values().stream().mapToLong(Long::longValue).sum();
        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(lines)
                .allSatisfy((room, own) -> assertThat(own / (double) all)
                        .as("share of %s in the lines of all main code", room)
                        .isLessThanOrEqualTo(MAX_SHARE));
    }

    @Test
    void everyPackageSaysWhatItsRoomIsFor() throws IOException {
        Set<Path> packages = sources().stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages)
                .allSatisfy(folder ->
                        assertThat(folder.resolve("package-info.java")).isRegularFile());
    }

    /** The main sources of every module. */
    private static List<Path> sources() throws IOException {
        Path house = house();
        try (Stream<Path> files = Files.walk(house)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(house::relativize)
                    .filter(file -> file.toString().contains(MAIN.toString()))
                    .map(house::resolve)
                    .toList();
        }
    }

    private static Path house() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static Path room(Path source) {
        Path folder = source;
        while (!folder.endsWith("src")) {
            folder = folder.getParent();
        }
        return folder.getParent();
    }

    private static long lines(Path source) {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
