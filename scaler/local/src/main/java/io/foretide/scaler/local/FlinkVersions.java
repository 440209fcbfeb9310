package io.foretide.scaler.local;

import io.foretide.process.ClassPath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Flink's versions on both sides of a registration: TaskManagers register only at a JobManager of the same minor version.
 *
 * @param jobManager as its REST interface says it
 * @param taskManagers of the jars that they are started from
 */
record FlinkVersions(String jobManager, String taskManagers) {
    private static final Pattern JAR = Pattern.compile("flink-runtime-(\\d.*)\\.jar");
    private static final Pattern MINOR = Pattern.compile("\\d+\\.\\d+");

    /** The version of the jars of a class path, by the name of Flink's runtime; empty if it is not there. */
    static Optional<String> of(ClassPath jars) {
        return jars.jars().stream()
                .map(jar -> JAR.matcher(jar.getFileName().toString()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** What is wrong; empty if they go together, or if one of them cannot be read. */
    Optional<String> problem() {
        Optional<String> theirs = minor(jobManager);
        Optional<String> ours = minor(taskManagers);
        boolean differ = theirs.isPresent() && ours.isPresent() && !theirs.equals(ours);
        return differ
                ? Optional.of(
                        "the JobManager is Flink " + jobManager + ", but local-processes starts TaskManagers of Flink "
                                + taskManagers + ", which cannot register there: it must be a Flink " + ours.get())
                : Optional.empty();
    }

    private static Optional<String> minor(String version) {
        return Stream.of(MINOR.matcher(version))
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .findFirst();
    }
}
