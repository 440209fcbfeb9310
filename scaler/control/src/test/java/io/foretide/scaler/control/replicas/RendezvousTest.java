package io.foretide.scaler.control.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.JobId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RendezvousTest {
    private static final List<JobId> JOBS =
            IntStream.range(0, 10_000).mapToObj(i -> new JobId("job-" + i)).toList();
    private static final List<String> THREE = List.of("foretide-0", "foretide-1", "foretide-2");
    private static final List<String> FOUR = List.of("foretide-0", "foretide-1", "foretide-2", "foretide-3");

    private static Map<JobId, String> owners(List<String> replicas) {
        return JOBS.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        job -> Rendezvous.owner(job, replicas).orElseThrow()));
    }

    private static List<JobId> moved(Map<JobId, String> before, Map<JobId, String> after) {
        return JOBS.stream()
                .filter(job -> !before.get(job).equals(after.get(job)))
                .toList();
    }

    @Test
    void allAgreeInWhateverOrderTheySeeTheReplicas() {
        assertThat(owners(List.of("foretide-2", "foretide-0", "foretide-1"))).isEqualTo(owners(THREE));
    }

    @Test
    void replicasWithSimilarNamesHaveAboutAsManyJobs() {
        Map<String, Long> counts = owners(THREE).values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(THREE);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(3_150L, 3_520L));
    }

    @Test
    void aFourthReplicaGetsAboutAQuarterAndNothingElseMoves() {
        Map<JobId, String> after = owners(FOUR);
        List<JobId> moved = moved(owners(THREE), after);
        assertThat(moved).hasSizeBetween(2_330, 2_670);
        assertThat(moved).allSatisfy(job -> assertThat(after.get(job)).isEqualTo("foretide-3"));
    }

    @Test
    void ofAReplicaThatEndsOnlyItsOwnJobsMove() {
        Map<JobId, String> before = owners(FOUR);
        List<JobId> moved = moved(before, owners(THREE));
        assertThat(moved)
                .containsExactlyElementsOf(JOBS.stream()
                        .filter(job -> before.get(job).equals("foretide-3"))
                        .toList());
    }

    @Test
    void withoutReplicasNobodyOwnsAnything() {
        assertThat(Rendezvous.owner(new JobId("orders"), List.of())).isEmpty();
    }
}
