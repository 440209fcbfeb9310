package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.process.Installation;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.FrontierResult.Point;
import io.foretide.whatif.policy.ComparedPolicies;
import io.foretide.whatif.policy.ComparedPolicy;
import io.foretide.whatif.policy.Dials;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FrontierResultTest {
    private static final ComparedPolicies KNOWN = ComparedPolicies.builtIn();

    private static FrontierResult of(String... policies) throws InterruptedException {
        List<ComparedPolicy> points = KNOWN.named(List.of(policies)).stream()
                .flatMap(policy -> Dials.of(policy).stream())
                .toList();
        return FrontierResult.of(new WhatIf(new Installation(Path.of("nowhere")), TrainingProgress.NONE)
                .run(SyntheticLoad.setup(SyntheticLoad.days(6)), new Comparison(points, "mean-15", "mean-15", false))
                .result());
    }

    @Test
    void everyDialIsTurnedAndTheClairvoyantDominatesNobody() throws InterruptedException {
        FrontierResult frontier = of("static-peak", "static-p99", "reactive", "hpa", "predictive", "clairvoyant");
        List<String> names = frontier.points().stream().map(Point::policy).toList();
        assertThat(names)
                .hasSize(1 + 3 + 1 + 6 + 6 + 1)
                .contains("static-p90", "hpa target=0.5", "predictive slo-share=0.9", "predictive slo-share=0.9999")
                .doesNotHaveDuplicates();
        assertThat(frontier.points()).isSortedAccordingTo((a, b) -> Double.compare(a.slotHours(), b.slotHours()));
        assertThat(frontier.points())
                .extracting(Point::dominatedBy)
                .noneMatch(by -> by.filter("clairvoyant"::equals).isPresent());
    }

    @Test
    void whoDominatesIsNoWorseInAllAndBetterInOne() throws InterruptedException {
        FrontierResult frontier = of("static-peak", "static-p99", "reactive", "hpa");
        var byName = frontier.points().stream().collect(Collectors.toMap(Point::policy, point -> point));
        assertThat(frontier.points()).anyMatch(point -> point.dominatedBy().isPresent());
        for (Point point : frontier.points()) {
            point.dominatedBy().map(byName::get).ifPresent(by -> {
                assertThat(by.dominatedBy()).isEmpty();
                assertThat(by.slotHours()).isLessThanOrEqualTo(point.slotHours());
                assertThat(by.violationShare()).isLessThanOrEqualTo(point.violationShare());
                assertThat(by.rescalesPerDay()).isLessThanOrEqualTo(point.rescalesPerDay());
                assertThat(by).isNotEqualTo(point);
            });
        }
        assertThat(frontier.csv().lines()).hasSize(1 + frontier.points().size());
    }
}
