package io.foretide.planner.rule;

import static io.foretide.planner.rule.RuleTest.Row.changed;
import static io.foretide.planner.rule.RuleTest.Row.untouched;
import static io.foretide.planner.rule.Situation.at;

import io.foretide.telemetry.CappedVertex;
import java.util.stream.Stream;

/** A sink of max parallelism 1 that works all the time. */
class CappedVerticesTest extends RuleTest {
    private static final CappedVertex SINK = new CappedVertex("sink", 1, 1);

    CappedVerticesTest() {
        super(new CappedVertices());
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                changed("up while it does not keep up", at(4).capped(SINK), 9, 4, "capped-vertex"),
                untouched("down while it does not keep up", at(4).capped(SINK), 3),
                untouched("up while none is capped", at(4), 9));
    }
}
