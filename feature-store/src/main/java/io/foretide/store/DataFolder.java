package io.foretide.store;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The folder in which a service keeps its history and its decisions. */
public record DataFolder(Path path) {
    private static final String FEATURES = "features.db";
    private static final String DECISIONS = "decisions.db";

    /** The file of the feature store. */
    public Path features() {
        return path.resolve(FEATURES);
    }

    /** The file of the decision log and of the planner's memory. */
    public Path decisions() {
        return path.resolve(DECISIONS);
    }

    /** All databases that may be in it. */
    public List<Path> databases() {
        return List.of(features(), decisions());
    }

    /** The folder of whoever keeps its history in {@code features}. */
    public static DataFolder of(Path features) {
        return new DataFolder(features.toAbsolutePath().normalize().resolveSibling(""));
    }

    /** The decision log of whoever keeps its history in {@code features}. */
    public static Path decisionsBeside(Path features) {
        return features.resolveSibling(DECISIONS);
    }

    /** What is there of a folder: it, or the nearest above it. */
    public static Path there(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
