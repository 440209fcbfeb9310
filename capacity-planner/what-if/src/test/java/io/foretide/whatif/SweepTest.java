package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.process.Installation;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
    private static final ComparedPolicies KNOWN = ComparedPolicies.builtIn();

    @Test
    void combinesEveryValueWithEveryOther() {
        assertThat(Sweep.of(List.of("load=x1,x2", "lead-time=60s,5m"), KNOWN))
                .containsExactly(
                        Map.of(JobOptions.LOAD, "x1", JobOptions.LEAD_TIME, "60s"),
                        Map.of(JobOptions.LOAD, "x1", JobOptions.LEAD_TIME, "5m"),
                        Map.of(JobOptions.LOAD, "x2", JobOptions.LEAD_TIME, "60s"),
                        Map.of(JobOptions.LOAD, "x2", JobOptions.LEAD_TIME, "5m"));
        assertThat(Sweep.of(List.of(), KNOWN)).containsExactly(Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    lead-time     | sweep 'lead-time': must be a name and values such as lead-time=60s,90s,5m
                    colour=red    | there is no 'colour'; there are load, records-per-second-per-slot
                    load=x1,      | load '': must be a number
                    load=x0       | load x0: must be a factor above 0 such as x1.5
                    slo-lag=soon  | slo-lag 'soon': must be a duration
                    """)
    void namesWhatIsWrong(String written, String message) {
        assertThatThrownBy(() -> Sweep.of(List.of(written), KNOWN)).hasMessageContaining(message);
    }

    @Test
    void refusesANameTwiceAndTooMany() {
        assertThatThrownBy(() -> Sweep.of(List.of("load=x1", "load=x2"), KNOWN))
                .hasMessageContaining("once is allowed");
        String many = "price=" + "1,".repeat(100) + "1";
        assertThatThrownBy(() -> Sweep.of(List.of(many, many.replace("price", "load")), KNOWN))
                .hasMessageContaining("at most 1000");
    }

    @Test
    void aRowIsWhatARunOfItsOwnGives() throws InterruptedException {
        Comparison comparison = new Comparison(KNOWN.named(List.of("predictive")), "mean-15", "mean-15", false);
        Setup usual = SyntheticLoad.setup(SyntheticLoad.days(6));
        SweepResult swept = new WhatIf(new Installation(Path.of("nowhere")), TrainingProgress.NONE)
                .sweep(
                        Sweep.of(List.of("load=x1,x0.5", "slo-lag=60s,2m"), KNOWN),
                        usual.options(),
                        options -> with(usual, options),
                        comparison);
        assertThat(swept.swept()).containsExactly("load", "slo-lag");
        assertThat(swept.runs()).hasSize(4);
        SweepResult.Run last = swept.runs().get(3);
        assertThat(last.values()).containsEntry("load", "x0.5").containsEntry("slo-lag", "2m");
        Setup alone =
                with(usual, usual.options().with(JobOptions.LOAD, 0.5).with(JobOptions.SLO_LAG, Duration.ofMinutes(2)));
        assertThat(new WhatIf(new Installation(Path.of("nowhere")), TrainingProgress.NONE)
                        .run(alone, comparison)
                        .result()
                        .policies())
                .isEqualTo(last.result().policies());
        assertThat(last.result().policies().get(0).slotHours())
                .isLessThan(swept.runs().get(0).result().policies().get(0).slotHours());
        assertThat(swept.csv().lines()).hasSize(5).first().asString().startsWith("load,slo-lag,trace,policy,");
    }

    @Test
    void theClairvoyantPlansOncePerLoadAndJob() throws InterruptedException {
        List<Long> told = new ArrayList<>();
        WhatIf whatIf = new WhatIf(new Installation(Path.of("nowhere")), (phase, done, total, eta) -> told.add(done));
        Comparison alone = new Comparison(KNOWN.named(List.of("clairvoyant")), "mean-15", "mean-15", false);
        Setup usual = SyntheticLoad.setup(SyntheticLoad.days(4));
        whatIf.run(usual, alone);
        assertThat(told).hasSizeGreaterThan(5);
        told.clear();
        SimulationResult again = whatIf.run(with(usual, usual.options().with(JobOptions.PRICE, 2.0)), alone)
                .result();
        assertThat(told).containsExactly(1000L);
        assertThat(again.clairvoyantExact()).hasValue(true);
        told.clear();
        whatIf.run(with(usual, usual.options().with(JobOptions.LEAD_TIME, Duration.ofMinutes(5))), alone);
        assertThat(told).hasSizeGreaterThan(5);
    }

    private static Setup with(Setup setup, SimulationOptions options) {
        return new Setup(setup.recorded(), setup.split(), options, List.of(), Optional.empty(), setup.seed());
    }
}
