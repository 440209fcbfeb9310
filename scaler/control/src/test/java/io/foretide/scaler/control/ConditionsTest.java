package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant T0 = Instant.parse("2026-05-01T10:00:00Z");

    private final Conditions conditions = new Conditions();
    private final List<List<Condition>> told = new ArrayList<>();

    @Test
    void aConditionKeepsItsBeginningAndIsToldOnlyWhereItChanges() {
        conditions.listen(told::add);
        conditions.raise("a", "one", T0);
        conditions.raise("b", "other", T0.plusSeconds(1));
        conditions.raise("a", "one", T0.plusSeconds(2));
        conditions.raise("a", "one more", T0.plusSeconds(3));
        conditions.clear("c");
        conditions.clear("b");

        assertThat(conditions.all()).containsExactly(new Condition("a", "one more", T0));
        assertThat(told).hasSize(4);
        assertThat(told.get(2)).extracting(Condition::sentence).containsExactly("one more", "other");
    }
}
