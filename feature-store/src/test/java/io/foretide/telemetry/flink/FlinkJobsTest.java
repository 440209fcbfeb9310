package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a session cluster of two jobs. */
class FlinkJobsTest {
    private final FakeFlink flink = new FakeFlink();

    @BeforeEach
    void addAJob() {
        flink.jobs.add(new String[] {"12", "billing", "RUNNING"});
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    private String message(Optional<String> nameOrId) {
        return catchThrowable(() -> FlinkJobs.find(flink.rest(), nameOrId)).getMessage();
    }

    @Test
    void theSameJobsAreSaidInTheSameWordsInWhateverOrderFlinkNamesThem() {
        String message = message(Optional.empty());
        assertThat(message)
                .isEqualTo("Flink at " + flink.address()
                        + " runs 2 jobs: billing (12), orders (11); exactly one must be meant by flink.job"
                        + "\nMaybe set flink.job to the name or id of one of them");
        Collections.reverse(flink.jobs);
        assertThat(message(Optional.empty())).isEqualTo(message);
    }

    @Test
    void aJobThatComesOrGoesChangesTheWords() {
        String message = message(Optional.empty());
        flink.jobs.add(new String[] {"13", "audit", "RUNNING"});
        assertThat(message(Optional.empty())).isNotEqualTo(message).contains("runs 3 jobs: audit (13), billing (12)");
    }

    @Test
    void jobsOfOneNameAreToldApartByTheirIds() {
        flink.jobs.add(new String[] {"10", "orders", "RUNNING"});
        assertThat(message(Optional.of("orders")))
                .contains("runs 2 jobs called 'orders': orders (10), orders (11)")
                .endsWith("Maybe set flink.job to the id of one of them");
    }

    @Test
    void oneJobIsMeantByItsName() throws Exception {
        assertThat(FlinkJobs.find(flink.rest(), Optional.of("orders"))).contains("11");
        flink.jobs.remove(1);
        assertThat(FlinkJobs.find(flink.rest(), Optional.empty())).contains("11");
    }
}
