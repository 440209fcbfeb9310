package io.foretide.planner.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * The sizes planned for the next half hour, should the load come as forecast. Immutable.
 *
 * @param sizes each until the next, and the last until the end; the first is the decision's. Empty where nothing is planned, as
 *     without a fresh forecast
 */
public record SizesAhead(@JsonValue List<SizeAt> sizes) {
    /** How far ahead sizes are planned: as far as is forecast. */
    public static final Duration REACH = Duration.ofMinutes(30);

    /** Nothing is planned. */
    public static final SizesAhead NONE = new SizesAhead(List.of());

    /** {@code sizes} are not there in what was written before they were planned. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SizesAhead {
        sizes = List.copyOf(Objects.requireNonNullElse(sizes, List.of()));
    }

    /** The TaskManagers planned for an instant; empty before the decision and where nothing is planned. */
    public OptionalInt at(Instant time) {
        OptionalInt taskManagers = OptionalInt.empty();
        for (SizeAt size : sizes) {
            if (!size.at().isAfter(time)) {
                taskManagers = OptionalInt.of(size.taskManagers());
            }
        }
        return taskManagers;
    }

    /** One sentence for a person; empty where nothing is planned. */
    public String sentence() {
        if (sizes.size() < 2) {
            return sizes.isEmpty() ? "" : "No other size is planned for the next " + REACH.toMinutes() + " minutes.";
        }
        StringJoiner changes = new StringJoiner(", ", "", ".");
        for (SizeAt size : sizes.subList(1, sizes.size())) {
            String from = " planned from " + size.at().toString().substring(11, 16) + " on";
            changes.add(size.taskManagers() + Phrases.unit(size.taskManagers()) + from);
        }
        return changes.toString();
    }
}
