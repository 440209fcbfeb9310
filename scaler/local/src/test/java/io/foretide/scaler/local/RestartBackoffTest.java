package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RestartBackoffTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RestartBackoff backoff = new RestartBackoff();

    @Test
    void startsAtOnceWhenNothingDied() {
        assertThat(backoff.mayStartFrom())
                .hasValueSatisfying(from -> assertThat(from).isBefore(NOW));
    }

    @Test
    void waitsTwiceAsLongAfterEachDeathButNotLongerThanHalfAMinute() {
        backoff.died(NOW);
        assertThat(backoff.mayStartFrom()).contains(NOW.plusSeconds(1));
        backoff.died(NOW);
        assertThat(backoff.mayStartFrom()).contains(NOW.plusSeconds(2));
        for (int i = 0; i < 5; i++) {
            backoff.died(NOW);
        }
        assertThat(backoff.mayStartFrom()).contains(NOW.plusSeconds(30));
    }

    @Test
    void givesUpAfterTooManyDeathsUntilItIsReset() {
        for (int i = 0; i <= RestartBackoff.MAX_DEATHS; i++) {
            backoff.died(NOW);
        }
        assertThat(backoff.mayStartFrom()).isEmpty();
        backoff.reset();
        assertThat(backoff.mayStartFrom()).isPresent();
    }

    @Test
    void forgetsDeathsAfterAQuietTime() {
        backoff.died(NOW);
        backoff.died(NOW);
        Instant later = NOW.plusSeconds(121);
        backoff.died(later);
        assertThat(backoff.mayStartFrom()).contains(later.plusSeconds(1));
    }
}
