package io.foretide.scaler.local;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The minor versions of Flink whose jars are here. TaskManagers register only at a JobManager of their own. */
public enum FlinkLine {
    /** The long-term release of Flink 1. */
    V1_20("1.20"),
    /** The newest. */
    V2_3("2.3");

    /** Where none is asked for. */
    public static final FlinkLine NEWEST = V2_3;

    private static final Pattern MINOR = Pattern.compile("\\d+\\.\\d+(?!\\d)");

    private final String minor;

    FlinkLine(String minor) {
        this.minor = minor;
    }

    /** That of a version such as 1.20.5; empty if there are no jars of it. */
    public static Optional<FlinkLine> of(String version) {
        Optional<String> minor = Stream.of(MINOR.matcher(version))
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .findFirst();
        return Arrays.stream(values())
                .filter(line -> minor.equals(Optional.of(line.minor)))
                .findFirst();
    }

    /** For messages: {@code 1.20 or 2.3}. */
    public static String allowed() {
        return Arrays.stream(values()).map(FlinkLine::toString).collect(Collectors.joining(" or "));
    }

    /** The program of an installation that holds its jars. */
    String program() {
        return "flink-" + minor;
    }

    @Override
    public String toString() {
        return minor;
    }
}
