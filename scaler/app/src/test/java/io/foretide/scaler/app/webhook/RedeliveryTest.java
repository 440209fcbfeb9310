package io.foretide.scaler.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedeliveryTest {
    @ParameterizedTest
    @CsvSource({
        "1, '', PT1S",
        "2, '', PT2S",
        "7, '', PT1M4S",
        "1, 5, PT5S",
        "4, 5, PT8S",
        "1, 86400, PT2M",
        "1, 'Sat, 31 Jan 2026 06:30:30 GMT', PT30S",
        "1, 'Sat, 31 Jan 2026 06:29:00 GMT', PT1S",
        "3, soon, PT4S"
    })
    void waitsTwiceAsLongEachTimeOrAsLongAsItIsAskedTo(int attempt, String retryAfter, Duration pause) {
        Redelivery.Answer answer =
                new Redelivery.Answer(429, Optional.of(retryAfter).filter(text -> !text.isEmpty()));
        assertThat(Redelivery.pause(attempt, Optional.of(answer), OwnedTicks.T0))
                .isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, false",
        "204, true, false",
        "302, false, false",
        "400, false, false",
        "410, false, false",
        "408, false, true",
        "429, false, true",
        "500, false, true",
        "503, false, true"
    })
    void whatIsTakenAndWhatMayBeLater(int status, boolean taken, boolean passing) {
        Redelivery.Answer answer = new Redelivery.Answer(status, Optional.empty());
        assertThat(answer.isTaken()).isEqualTo(taken);
        assertThat(answer.isPassing()).isEqualTo(passing);
    }

    /** By another program: {@code printf '1767225600.{"id":"a"}' | openssl dgst -sha256 -hmac owner-secret}. */
    @Test
    void theSignatureIsThatOfAnyOtherImplementation() {
        assertThat(Signature.of("owner-secret", Instant.ofEpochSecond(1_767_225_600), "{\"id\":\"a\"}"))
                .isEqualTo("t=1767225600,v1=9126e8d429126ccccfe8c9052b31cc2c8f949b05704fe4d472d55e044b62523c");
    }
}
