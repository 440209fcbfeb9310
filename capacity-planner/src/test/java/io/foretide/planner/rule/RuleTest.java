package io.foretide.planner.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Proposal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of one rule: a row for each of its branches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RuleTest {
    private final Rule rule;

    RuleTest(Rule rule) {
        this.rule = rule;
    }

    abstract Stream<Row> rows();

    /**
     * What the rule makes of a proposal.
     *
     * @param causes ids of the adjustments that it leaves, in order; none where the proposal is untouched
     */
    record Row(String name, Situation situation, int proposed, int expected, List<String> causes) {
        static Row untouched(String name, Situation situation, int proposed) {
            return new Row(name, situation, proposed, proposed, List.of());
        }

        static Row changed(String name, Situation situation, int proposed, int expected, String... causes) {
            return new Row(name, situation, proposed, expected, List.of(causes));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void appliesToAProposalAsItsRowSays(Row row) {
        Proposal proposal = new Proposal(row.proposed(), List.of());
        Proposal result = rule.apply(proposal, row.situation().context());
        assertThat(result.taskManagers()).isEqualTo(row.expected());
        assertThat(result.adjustments()).extracting(Adjustment::reasonId).containsExactlyElementsOf(row.causes());
        assertThat(result.adjustments())
                .allMatch(adjustment -> adjustment.rule().equals(rule.name()));
    }
}
