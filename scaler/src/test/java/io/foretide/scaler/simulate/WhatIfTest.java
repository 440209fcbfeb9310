package io.foretide.scaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.scaler.simulate.SimulationResult.Policy;
import io.foretide.scaler.simulate.WhatIf.Comparison;
import io.foretide.scaler.simulate.WhatIf.Outcome;
import io.foretide.training.TrainingProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final Set<PolicyName> ALL_HERE =
            EnumSet.complementOf(EnumSet.of(PolicyName.FLINK_OPERATOR, PolicyName.FLINK_OPERATOR_FAST));
    private static final int DAYS = 8;

    private final WhatIf whatIf = new WhatIf(Path.of("nowhere"), TrainingProgress.NONE);

    private Outcome run(double[] load, Set<PolicyName> policies) throws InterruptedException {
        return whatIf.run(SyntheticLoad.setup(load), new Comparison(policies, "profile-level", "last-value", true));
    }

    @Test
    void equalInputGivesAnEqualTable() throws InterruptedException {
        List<Policy> first = run(SyntheticLoad.days(DAYS), ALL_HERE).result().policies();
        List<Policy> second = run(SyntheticLoad.days(DAYS), ALL_HERE).result().policies();
        assertThat(first).isEqualTo(second);
        assertThat(first.stream().map(Policy::name))
                .containsExactly(ALL_HERE.stream().map(PolicyName::flag).toArray(String[]::new));
    }

    @Test
    void nobodySeesTheFuture() throws InterruptedException {
        Set<PolicyName> blind = EnumSet.copyOf(ALL_HERE);
        blind.remove(PolicyName.CLAIRVOYANT);
        double[] known = SyntheticLoad.days(DAYS);
        int changedFrom = known.length - 300;
        double[] other = known.clone();
        Arrays.setAll(other, i -> i < changedFrom ? known[i] : 3 * known[i] + 10_000);

        Outcome before = run(known, blind);
        Outcome after = run(other, blind);

        Setup setup = SyntheticLoad.setup(known);
        long ticks = (changedFrom - setup.span().from())
                * (setup.load().step().toMillis() / setup.settings().tick().toMillis());
        assertThat(ticks).isPositive();
        for (PolicyName name : blind) {
            List<Integer> sizes = targets(before, name);
            assertThat(targets(after, name).subList(0, (int) ticks))
                    .as(name.flag())
                    .isEqualTo(sizes.subList(0, (int) ticks));
        }
        assertThat(targets(after, PolicyName.REACTIVE)).isNotEqualTo(targets(before, PolicyName.REACTIVE));
    }

    private static List<Integer> targets(Outcome outcome, PolicyName name) {
        List<Integer> targets = new ArrayList<>();
        outcome.recordings()
                .get(name)
                .replay(tick -> 0, (tick, demand, target, running, processing, lag) -> targets.add(target));
        return targets;
    }

    @Test
    void everythingIsMeasuredAgainstTheClairvoyant() throws InterruptedException {
        SimulationResult result = run(SyntheticLoad.days(DAYS), EnumSet.of(PolicyName.STATIC_PEAK))
                .result();
        assertThat(result.policies()).singleElement().satisfies(peak -> {
            assertThat(peak.name()).isEqualTo("static-peak");
            assertThat(peak.slotHoursVsClairvoyant())
                    .isCloseTo(peak.slotHours() / result.clairvoyantSlotHours(), within(1e-4))
                    .isGreaterThan(1);
            assertThat(peak.violationMinutes()).isZero();
        });
        assertThat(result.forecasts()).isEmpty();
    }
}
