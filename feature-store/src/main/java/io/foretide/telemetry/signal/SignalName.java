package io.foretide.telemetry.signal;

import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import io.foretide.series.FeatureGroup;
import io.foretide.series.Features;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names that signals may have: those of the reference design, and any other that no feature of Foretide's own has. */
public final class SignalName {
    /** Every signal is an input of the models and a column of the store, each minute. */
    public static final int MAX_SIGNALS = 50;

    private static final int MAX_LENGTH = 100;
    private static final String ALLOWED = "a name of 1 to " + MAX_LENGTH
            + " small letters, digits and '_' that begins with a letter, such as open_orders";

    private SignalName() {}

    /** A name as a configuration says it. */
    public static Codec<String> codec() {
        return Codecs.text("^([a-z][a-z0-9_]*|heat_map_.+|weather_.+)$", MAX_LENGTH, ALLOWED)
                .as(SignalName::checked, name -> name);
    }

    /**
     * The same name.
     *
     * @throws IllegalArgumentException if Foretide measures a feature of that name itself
     */
    static String checked(String name) {
        boolean taken = name.equals(Features.DEMAND)
                || List.of(FeatureGroup.FLINK, FeatureGroup.CALENDAR, FeatureGroup.EVENTS).stream()
                        .anyMatch(group -> group.has(name));
        if (taken) {
            throw new IllegalArgumentException(
                    "\"" + name + "\": must be another name, as Foretide measures that itself");
        }
        return name;
    }

    /**
     * Adds what a column gives to the features of a file.
     *
     * @param file its name
     * @throws IllegalArgumentException if another column gives the feature already
     */
    static <T> void addOnce(Map<String, T> features, String feature, T given, String file) {
        if (features.put(feature, given) != null) {
            throw new IllegalArgumentException(
                    "feature " + feature + " is given by two columns of " + file + ": one is allowed");
        }
    }

    /** What is wrong with names that stand together, a sentence each: too many, or twice the same. */
    public static List<String> problems(Collection<String> names) {
        Set<String> seen = new HashSet<>();
        Set<String> problems = new LinkedHashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                problems.add("the signal " + name + " is named twice: must be named once");
            }
        }
        if (seen.size() > MAX_SIGNALS) {
            problems.add(seen.size() + " signals are named: must be at most " + MAX_SIGNALS);
        }
        return List.copyOf(problems);
    }
}
