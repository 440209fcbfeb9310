package io.foretide.planner.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorProgressTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 1.0 / 3, 1})
    void whatIsWrittenIsRead(double share) {
        OperatorProgress progress = new OperatorProgress(share);
        assertThat(OperatorProgress.parse(progress.line())).contains(progress);
    }

    @Test
    void otherLinesSayNothingOfIt() {
        assertThat(OperatorProgress.parse("java.lang.IllegalStateException: progress 0.5"))
                .isEmpty();
        assertThat(OperatorProgress.parse("progress is made")).isEmpty();
        assertThat(OperatorProgress.parse("progress 1.5")).isEmpty();
        assertThat(OperatorProgress.parse("")).isEmpty();
    }
}
