package io.foretide.series;

import io.foretide.text.InputException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The groups of features of the reference design beside the demand. Every feature but the demand is in one of them. */
public enum FeatureGroup {
    FLINK("flink"),
    BUSINESS("business"),
    HEAT_MAP("heat-map"),
    CALENDAR("calendar"),
    WEATHER("weather"),
    EVENTS("events"),
    /** Signals that a user has named. */
    OWN("own");

    /** What is known of a feature ahead is in its group. */
    private static final Pattern AHEAD = Pattern.compile("_in_\\d+_minutes$");

    private final String label;

    FeatureGroup(String label) {
        this.label = label;
    }

    /** Whether a feature is in this group. */
    public boolean has(String feature) {
        return switch (feature) {
            case Features.RECORDS_IN,
                    Features.RECORDS_OUT,
                    Features.BUSY,
                    Features.BACKPRESSURED,
                    Features.LAG,
                    Features.CPU,
                    Features.GC -> this == FLINK;
            case Features.HOUR, Features.WEEKDAY, Features.DAY_OF_MONTH, Features.HOLIDAY, Features.HOLIDAY_AHEAD ->
                this == CALENDAR;
            case Features.EVENT, Features.EVENT_AHEAD -> this == EVENTS;
            case Features.DEMAND -> false;
            default -> hasPlain(AHEAD.matcher(feature).replaceFirst(""));
        };
    }

    private boolean hasPlain(String feature) {
        boolean business = feature.equals(Features.TRANSACTIONS) || feature.equals(Features.UNIQUE_USERS);
        return this == (business ? BUSINESS : prefixed(feature));
    }

    private static FeatureGroup prefixed(String feature) {
        return feature.startsWith(Features.HEAT_MAP_PREFIX)
                ? HEAT_MAP
                : feature.startsWith(Features.WEATHER_PREFIX) ? WEATHER : OWN;
    }

    /**
     * The group that people call so.
     *
     * @throws InputException if there is none; the message lists those there are
     */
    public static FeatureGroup named(String label) {
        return Arrays.stream(values())
                .filter(group -> group.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new InputException("there is no group of features '" + label + "'; there are " + all()));
    }

    /** Name that people use. */
    public static String all() {
        return Arrays.stream(values()).map(FeatureGroup::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return label;
    }
}
