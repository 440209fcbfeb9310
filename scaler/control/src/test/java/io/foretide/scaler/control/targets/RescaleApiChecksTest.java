package io.foretide.scaler.control.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.process.Installation;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.telemetry.flink.FakeFlink;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a Flink with six TaskManagers of two slots, whose job runs in four of them. */
class RescaleApiChecksTest {
    private final FakeFlink flink = FakeFlink.tuned();

    @AfterEach
    void stop() {
        flink.close();
    }

    private Finding finding(int slotsAvailable, String... leave) {
        flink.answers.put("/overview", "{\"slots-total\":12,\"slots-available\":" + slotsAvailable + "}");
        try (Opened opened = new Opened()) {
            TargetContext context = new TargetContext(
                    new TargetContext.Flink(flink.rest(), Optional.empty()),
                    2,
                    6,
                    Optional.empty(),
                    Installation::here,
                    opened);
            return new RescaleApi(Mode.AUTO, List.of(leave))
                    .checks(context)
                    .get(0)
                    .finding();
        }
    }

    @Test
    void saysWhatKeepsItsParallelism() {
        flink.bounds.put("a0", new int[] {1, 1});
        assertThat(finding(8))
                .isEqualTo(Finding.ok(
                        "2 TaskManagers are asked for; in a parallelism of their own: 'Source: orders' at 1"));
        flink.bounds.put("b0", new int[] {4, 4});
        assertThat(finding(8).found()).contains("vertex 'count' keeps a parallelism of 4, which takes 2 TaskManagers");
    }

    @Test
    void slotsOfOtherJobsCannotBeHad() {
        Finding finding = finding(4);
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.found()).contains("other jobs use 4");
        assertThat(finding.fix()).contains(new Fix("foretide.yaml", "planner: {maxTaskManagers: 4}"));
    }

    @Test
    void aVertexThatIsLeftHasToBeThere() {
        assertThat(finding(8, "count").level()).isEqualTo(Level.OK);
        assertThat(finding(8, "sink").found())
                .isEqualTo("target.leave [sink]: the job has no such vertex; it has 'Source: orders', 'count'");
    }

    @Test
    void whoeverDoesNotAnswerIsToldFromWhoAnswersWrongly() {
        flink.failures.put("/jobs/11/resource-requirements", 404);
        assertThat(finding(8).level()).isEqualTo(Level.PROBLEM);
        flink.close();
        assertThat(finding(8).level()).isEqualTo(Level.NO_ANSWER);
    }
}
