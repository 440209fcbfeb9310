package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.NOW;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import io.foretide.telemetry.JobTopology;
import io.foretide.telemetry.SlotGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A TaskManager has two slots; the second group needs a tenth of what the first does. */
class SizedApartTest extends RuleTest {
    private static final Map<String, Double> NEEDS = Map.of("a", 1.0, "b", 0.1);

    SizedApartTest() {
        super(new SizedApart());
    }

    private static JobTopology shape(double share) {
        return new JobTopology(List.of(new SlotGroup("a", 1, 1, 128), new SlotGroup("b", share, 1, 128)), true);
    }

    /** A job that has the shape of the needs. */
    private static Situation shaped(int taskManagers) {
        return at(taskManagers).on(shape(0.14)).needing(NEEDS);
    }

    private static Situation alike(int taskManagers) {
        return at(taskManagers).on(shape(1)).needing(NEEDS);
    }

    private static RescaleHistory underWay() {
        return RescaleHistory.none().rescaled(new Rescaled(NOW, 3, 4));
    }

    @Override
    Stream<Row> rows() {
        Quarantine tooSmall = new Quarantine(4, true, NOW.plus(Duration.ofHours(1)));
        return Stream.of(
                untouched(
                        "a target that cannot size them apart",
                        at(4).on(new JobTopology(2, 128)).needing(Map.of("0", 1.0, "1", 0.1)),
                        4),
                untouched("nothing known of the groups", at(4).on(shape(1)), 4),
                changed("a parallelism of 4 takes 5 slots", alike(4), 4, 3, "vertex-sizes"),
                untouched(
                        "a saving of less than a TaskManager",
                        at(2).on(shape(1)).needing(NEEDS),
                        2),
                untouched("it has its shape", shaped(3), 3),
                changed("a scale down", alike(4), 3, 2, "vertex-sizes"),
                changed("a scale up takes fewer", alike(4), 8, 5, "vertex-sizes"),
                untouched("a scale up stays one", alike(4), 5),
                untouched(
                        "a scale up that was cut",
                        alike(4).sizes(1, 6, OptionalInt.empty()).on(shape(1)),
                        6),
                untouched("it lags", alike(4).lagSeconds(600), 4),
                untouched("a rescale is under way", alike(4).with(underWay()), 4),
                changed(
                        "a group that needs more than its share",
                        at(3).on(shape(0.14)).needing(Map.of("a", 1.0, "b", 0.5)),
                        3,
                        5,
                        "vertex-sizes"),
                untouched(
                        "a group that needs a little more than its share less its reserve",
                        at(3).on(shape(0.14)).needing(Map.of("a", 1.0, "b", 0.12)),
                        3),
                changed(
                        "a scale down of a job whose groups come to need more",
                        at(6).on(shape(0.14)).needing(Map.of("a", 1.0, "b", 0.5)),
                        3,
                        5,
                        "vertex-sizes"),
                changed(
                        "a size that was too small takes the shape back",
                        shaped(3).quarantined(tooSmall),
                        3,
                        5,
                        "vertex-sizes"),
                untouched("no new shape after a size that was too small", alike(4).quarantined(tooSmall), 4));
    }
}
