package io.foretide.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
    @ParameterizedTest
    @CsvSource({"0, 0 minutes", "1, 1 minute", "2, 2 minutes"})
    void onlyOneIsOne(long count, String text) {
        assertThat(Counted.of(count, "minute")).isEqualTo(text);
    }
}
