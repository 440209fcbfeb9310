package io.foretide.training.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final List<String> NEWEST_FIRST =
            IntStream.rangeClosed(1, 14).mapToObj(i -> "v" + (15 - i)).toList();

    @Test
    void nothingGoesWhileThereAreTenOrFewer() {
        Retention retention = Retention.of(ModelAliases.NONE, NEWEST_FIRST.subList(0, 10));

        assertThat(retention.superfluous()).isEmpty();
    }

    @Test
    void theOldestGoThatPlayNoPart() {
        ModelAliases aliases = new ModelAliases(Optional.of("v3"), Optional.of("v1"), Optional.empty(), List.of("v2"));

        Retention retention = Retention.of(aliases, NEWEST_FIRST);

        assertThat(retention.superfluous()).containsExactly("v7", "v6", "v5", "v4");
        assertThat(retention.aliases()).isEqualTo(aliases);
    }

    @Test
    void ofManyFormerChampionsTheLatestStayAndTheOthersAreForgottenWithTheirFiles() {
        List<String> former = List.of("v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8");
        ModelAliases aliases = new ModelAliases(Optional.of("v9"), Optional.of("v14"), Optional.of("v14"), former);

        Retention retention = Retention.of(aliases, NEWEST_FIRST);

        assertThat(retention.superfluous()).containsExactly("v10", "v3", "v2", "v1");
        assertThat(retention.aliases().former()).containsExactly("v4", "v5", "v6", "v7", "v8");
    }
}
