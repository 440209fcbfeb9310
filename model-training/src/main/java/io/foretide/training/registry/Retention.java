package io.foretide.training.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which versions of a registry are kept: those with an alias, the latest champions of before, and then the newest. Pure.
 *
 * @param superfluous what may be deleted
 * @param aliases without the former champions that go
 */
record Retention(List<String> superfluous, ModelAliases aliases) {
    /** Versions that are kept. */
    static final int MAX_VERSIONS = 10;

    /** Former champions that are kept, at least: as many rollbacks in a row lead to a model. */
    static final int MIN_ROLLBACKS = 5;

    Retention {
        superfluous = List.copyOf(superfluous);
    }

    /**
     * @param newestFirst all versions there are
     */
    static Retention of(ModelAliases aliases, List<String> newestFirst) {
        List<String> former = aliases.former();
        Set<String> versionsToKeep = new LinkedHashSet<>();
        Stream.of(aliases.champion(), aliases.challenger(), aliases.shadow())
                .flatMap(alias -> alias.stream())
                .forEach(versionsToKeep::add);
        versionsToKeep.addAll(former.subList(Math.max(0, former.size() - MIN_ROLLBACKS), former.size()));
        for (String version : newestFirst) {
            if (versionsToKeep.size() < MAX_VERSIONS) {
                versionsToKeep.add(version);
            }
        }
        return new Retention(
                newestFirst.stream()
                        .filter(version -> !versionsToKeep.contains(version))
                        .toList(),
                aliases.withFormer(versionsToKeep::contains));
    }
}
