package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.process.Installation;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.SimulationResult.Policy;
import io.foretide.whatif.WhatIf.Outcome;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.Setup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final ComparedPolicies KNOWN = ComparedPolicies.builtIn();
    /** All but those that need a program. */
    private static final List<String> ALL_HERE = KNOWN.names().stream()
            .filter(name -> !name.startsWith("flink-operator"))
            .toList();

    private static final int DAYS = 8;

    private final WhatIf whatIf = new WhatIf(new Installation(Path.of("nowhere")), TrainingProgress.NONE);

    private Outcome run(double[] load, List<String> policies) throws InterruptedException {
        return whatIf.run(
                SyntheticLoad.setup(load), new Comparison(KNOWN.named(policies), "profile-level", "last-value", true));
    }

    @Test
    void equalInputGivesAnEqualTable() throws InterruptedException {
        List<Policy> first = run(SyntheticLoad.days(DAYS), ALL_HERE).result().policies();
        List<Policy> second = run(SyntheticLoad.days(DAYS), ALL_HERE).result().policies();
        assertThat(first).isEqualTo(second);
        assertThat(first.stream().map(Policy::name)).containsExactlyElementsOf(ALL_HERE);
    }

    /** Figures of those whose rules do not change; the same on every machine. */
    @Test
    void theTableIsTheSameEverywhere() throws InterruptedException {
        List<String> settled = List.of("static-peak", "static-p99", "reactive", "hpa", "clairvoyant");
        assertThat(SimulationTable.csv(run(SyntheticLoad.days(DAYS), settled).result()))
                .isEqualTo("""
                        trace,policy,slotHours,slotHoursVsClairvoyant,violationMinutes,violationShare,rescales,rescalesPerDay,restartSeconds,lagSecondsP99,lagSecondsMax,cost,minutesAheadMedian,scaleUpsInTimeShare
                        synthetic,static-peak,2998.6667,2.5016,0,0.0,0,0.0,0.0,0.0,0.0,2998.6667,,
                        synthetic,static-p99,2768.0,2.3092,0,0.0,0,0.0,0.0,0.0,0.0,2768.0,,
                        synthetic,reactive,3692.8667,3.0808,0,0.0,13,5.4104,390.0,0.0,35.767,3692.8667,154.5,1.0
                        synthetic,hpa,3301.0222,2.7539,0,0.0,834,347.0983,24840.0,30.0,52.557,3301.0222,224.8333,1.0
                        synthetic,clairvoyant,1198.6889,1.0,0,0.0,90,37.4566,2700.0,86.683,168.835,1198.6889,-2.0,0.0476
                        """);
    }

    @Test
    void nobodySeesTheFuture() throws InterruptedException {
        List<String> blind =
                ALL_HERE.stream().filter(name -> !name.equals("clairvoyant")).toList();
        double[] known = SyntheticLoad.days(DAYS);
        int changedFrom = known.length - 300;
        double[] other = known.clone();
        Arrays.setAll(other, i -> i < changedFrom ? known[i] : 3 * known[i] + 10_000);

        Outcome before = run(known, blind);
        Outcome after = run(other, blind);

        Setup setup = SyntheticLoad.setup(known);
        long ticks = (changedFrom - setup.split().from())
                * (setup.load().step().toMillis() / setup.settings().tick().toMillis());
        assertThat(ticks).isPositive();
        for (String name : blind) {
            List<Integer> sizes = targets(before, name);
            assertThat(targets(after, name).subList(0, (int) ticks)).as(name).isEqualTo(sizes.subList(0, (int) ticks));
        }
        assertThat(targets(after, "reactive")).isNotEqualTo(targets(before, "reactive"));
    }

    private static List<Integer> targets(Outcome outcome, String name) {
        List<Integer> targets = new ArrayList<>();
        outcome.recordings().get(name).replay(tick -> 0, played -> targets.add(played.slotsTarget()));
        return targets;
    }

    @Test
    void everythingIsMeasuredAgainstTheClairvoyant() throws InterruptedException {
        SimulationResult result = run(SyntheticLoad.days(DAYS), List.of("static-peak", "clairvoyant"))
                .result();
        assertThat(result.clairvoyantExact()).hasValue(true);
        assertThat(result.policies()).first().satisfies(peak -> {
            assertThat(peak.name()).isEqualTo("static-peak");
            assertThat(peak.slotHoursVsClairvoyant().orElseThrow())
                    .isCloseTo(peak.slotHours() / result.clairvoyantSlotHours().orElseThrow(), within(1e-4))
                    .isGreaterThan(1);
            assertThat(peak.violationMinutes()).isZero();
        });
        assertThat(result.forecasts()).isEmpty();
    }

    /** 16 slots process 6,400 records/s together, 40 of them 8,163 and all 80 no more than 8,989: less than arrives at a third of the time. */
    @Test
    void aLoadThatADatabaseBehindLimitsGetsNoMoreSlotsThanBringSomething() throws InterruptedException {
        Setup plain = SyntheticLoad.setup(
                Arrays.stream(SyntheticLoad.days(DAYS)).map(load -> load / 3).toArray());
        Setup contended = new Setup(
                plain.load(),
                plain.split(),
                plain.options().with(JobOptions.CONTENTION, 0.1),
                List.of(),
                Optional.empty(),
                7);
        Map<String, Policy> policies = whatIf
                .run(
                        contended,
                        new Comparison(
                                KNOWN.named(List.of("reactive", "predictive")), "profile-level", "last-value", true))
                .result()
                .policies()
                .stream()
                .collect(Collectors.toMap(Policy::name, policy -> policy));
        Policy largest = policies.get("reactive");
        Policy ours = policies.get("predictive");
        assertThat(ours.slotHours()).isLessThan(0.7 * largest.slotHours());
        assertThat(ours.violationShare()).isLessThan(largest.violationShare() + 0.12);
    }

    @Test
    void theClairvoyantRunsOnlyWhereItIsNamed() throws InterruptedException {
        SimulationResult result =
                run(SyntheticLoad.days(DAYS), List.of("static-peak")).result();
        assertThat(result.clairvoyantSlotHours()).isEmpty();
        assertThat(result.clairvoyantExact()).isEmpty();
        assertThat(result.policies())
                .singleElement()
                .satisfies(peak -> assertThat(peak.slotHoursVsClairvoyant()).isEmpty());
        assertThat(SimulationTable.csv(result)).contains("synthetic,static-peak,2998.6667,,0,");
    }
}
