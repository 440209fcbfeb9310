package io.foretide.whatif.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.learned.Learned;
import io.foretide.planner.learned.LearnedDuration;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.StartTimes;
import io.foretide.planner.learned.TrueProcessingRate;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.whatif.policy.KnownJob.Source;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.SimulationOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a simulation of a service's own job takes for granted. */
class KnownJobTest {
    private static final PlannerSettings PLANNER = PlannerSettings.defaults(2, 3, 8);

    private static Learned learned(int samples, Duration lead, Duration restart) {
        return learned(samples, lead, restart, StartTimes.UNKNOWN);
    }

    private static Learned learned(int samples, Duration lead, Duration restart, StartTimes starts) {
        Learned initial = PlannerState.initial(3, PLANNER).learned();
        return new Learned(
                new TrueProcessingRate(OptionalDouble.of(37), 0.1, samples, List.of()),
                new LearnedDuration(initial.leadTime().prior(), List.of(lead, lead, lead)),
                new LearnedDuration(initial.restartTime().prior(), List.of(restart, restart, restart)),
                initial.demand(),
                initial.typicalDay(),
                initial.margin(),
                initial.blockedSince(),
                initial.ratesBySize(),
                initial.groupNeeds(),
                starts,
                initial.budget());
    }

    @Test
    void whatWasLearnedComesBeforeWhatIsConfigured() {
        KnownJob job = KnownJob.of(PLANNER, Optional.of(learned(20, Duration.ofMillis(72_300), Duration.ofSeconds(8))));
        assertThat(job.options().get(JobOptions.RECORDS_PER_SECOND_PER_SLOT)).isEqualTo(37);
        assertThat(job.options().get(JobOptions.LEAD_TIME))
                .as("in steps that a simulation can take")
                .isEqualTo(Duration.ofSeconds(75));
        assertThat(job.options().get(JobOptions.RESTART_TIME)).isEqualTo(Duration.ofSeconds(10));
        assertThat(job.options().get(JobOptions.MIN_TASK_MANAGERS)).isEqualTo(3);
        assertThat(job.options().get(JobOptions.MAX_TASK_MANAGERS)).isEqualTo(8);
        assertThat(job.options().find(PlannerOptions.COOLDOWN))
                .contains(PLANNER.rules().cooldown());
        assertThat(job.sources(job.options()))
                .containsEntry("records-per-second-per-slot", Source.MEMORY)
                .containsEntry("lead-time", Source.MEMORY)
                .containsEntry("max-task-managers", Source.CONFIGURATION);
    }

    @Test
    void startsThatWaitedForANodeAreTakenApart() {
        Duration quick = Duration.ofSeconds(40);
        Duration slow = Duration.ofMinutes(6);
        StartTimes starts = new StartTimes(List.of(quick, quick, quick), List.of(slow));
        KnownJob job = KnownJob.of(PLANNER, Optional.of(learned(20, slow, quick, starts)));
        assertThat(job.options().get(JobOptions.LEAD_TIME)).isEqualTo(quick);
        assertThat(job.options().get(JobOptions.NODE_LEAD_TIME)).isEqualTo(slow);
        assertThat(job.options().get(JobOptions.NODE_SHARE)).isEqualTo(0.25);
        assertThat(job.sources(job.options())).containsEntry("node-share", Source.MEMORY);
    }

    @Test
    void whatWasNotLearnedYetIsAsConfiguredOrFollowsFromTheLoad() {
        KnownJob job = KnownJob.of(PLANNER, Optional.empty());
        assertThat(job.options().find(JobOptions.RECORDS_PER_SECOND_PER_SLOT)).isEmpty();
        assertThat(job.options().get(JobOptions.LEAD_TIME))
                .isEqualTo(PLANNER.priors().leadTime());
        assertThat(job.sources(job.options()))
                .containsEntry("records-per-second-per-slot", Source.LOAD)
                .containsEntry("lead-time", Source.CONFIGURATION);
    }

    @Test
    void aRateThatIsOnlyABoundIsNoRate() {
        KnownJob job = KnownJob.of(PLANNER, Optional.of(learned(0, Duration.ofSeconds(60), Duration.ofSeconds(5))));
        assertThat(job.options().find(JobOptions.RECORDS_PER_SECOND_PER_SLOT)).isEmpty();
    }

    @Test
    void whatIsNamedIsSaidToBeNamed() {
        KnownJob job = KnownJob.of(PLANNER, Optional.empty());
        SimulationOptions asked = job.options().with(JobOptions.SLOTS_PER_TASK_MANAGER, 4);
        assertThat(job.sources(asked)).containsEntry("slots-per-task-manager", Source.NAMED);
        assertThat(job.recordedSlots(asked)).as("whatever is asked for").isEqualTo(2);
        assertThat(KnownJob.line(job.sources(asked)).orElseThrow())
                .startsWith("as named: slots-per-task-manager; from its configuration: lead-time, restart-time")
                .endsWith("from the load: records-per-second-per-slot");
    }

    @Test
    void nothingIsSaidOfAJobThatNobodyKnows() {
        assertThat(KnownJob.line(KnownJob.unknown().sources(SimulationOptions.defaults())))
                .isEmpty();
    }
}
