package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.Peer;
import io.foretide.telemetry.prometheus.FakePrometheus;
import io.foretide.telemetry.signal.AskedSignalSettings.Question;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedSignalTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:20Z");
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private final FakePrometheus peer = new FakePrometheus();

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void aMinuteHasTheNewestValueThatWasTrueByItsEnd() throws IOException {
        AskedSignal signal = json("/open", Optional.empty());
        for (int i = 0; i < 6; i++) {
            say("{\"open\": " + i + "}");
            signal.refresh(NOW.plusSeconds(20L * i)); // 10:00:20 to 10:02:00
        }

        assertThat(valuesAt(signal, "09:59:00")).isEmpty();
        assertThat(valuesAt(signal, "10:00:00")).containsExactly(Map.entry("open_orders", 2.0));
        assertThat(valuesAt(signal, "10:01:00")).containsExactly(Map.entry("open_orders", 5.0));
    }

    @Test
    void aValueIsMissingOnceItIsOlderThanAllowed() throws IOException {
        AskedSignal signal = json("/open", Optional.empty());
        say("{\"open\": 7}");
        signal.refresh(NOW);

        assertThat(valuesAt(signal, "10:04:00")).containsValue(7.0);
        assertThat(valuesAt(signal, "10:05:00")).isEmpty();
    }

    @Test
    void anOldValueThatIsToldAgainStaysOld() throws IOException {
        AskedSignal signal = json("/open", Optional.of("/at"));
        say("{\"open\": 7, \"at\": \"2026-05-01T09:00:00Z\"}");
        signal.refresh(NOW);

        assertThat(valuesAt(signal, "09:00:00")).containsValue(7.0);
        assertThat(valuesAt(signal, "10:00:00")).isEmpty();
    }

    @Test
    void aFailureLeavesWhatWasSeenUntilItIsTooOld() throws IOException {
        AskedSignal signal = json("/open", Optional.empty());
        say("{\"open\": 7}");
        signal.refresh(NOW);
        peer.status = 500;

        assertThatThrownBy(() -> signal.refresh(NOW.plusSeconds(60)))
                .isInstanceOf(IOException.class)
                .hasMessage("signal open_orders: " + peer.address()
                        + "/orders?*** answers with HTTP status 500: must be 200");
        assertThat(valuesAt(signal, "10:01:00")).containsValue(7.0);
        assertThat(valuesAt(signal, "10:06:00")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"shut\": 1}|has nothing at \"/open\": must be a number",
                "{\"open\": null}|has null at \"/open\": must be a number",
                "{\"open\": true}|has true at \"/open\": must be a number",
                "{\"open\": [1]}|has [1] at \"/open\": must be a number",
                "{\"open\": \"many\"}|has \"many\" at \"/open\": must be a number",
                "{\"open\": \"NaN\"}|has \"NaN\" at \"/open\": must be a number",
                "{\"open\": 1e999}|has \"Infinity\" at \"/open\": must be a number",
                "{\"open\": 1e300, \"at\": 1777629600}|its value 1.0E300 cannot be: must be at most 1.0E15 above or below 0",
                "<html>log in</html>|answers with what is no JSON",
                "{\"open\": 7, \"at\": \"yesterday\"}|has \"yesterday\" at \"/at\": must be a time",
                "{\"open\": 7}|has nothing at \"/at\": must be a time",
                "{\"open\": 7, \"at\": \"2026-05-02T10:00:00Z\"}|ahead of ours by more than 1m",
            })
    void whatIsNoValueIsSaidInOneSentence(String answer, String message) throws IOException {
        AskedSignal signal = json("/open", Optional.of("/at"));
        say(answer);

        assertThatThrownBy(() -> signal.refresh(NOW))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("signal open_orders: ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cret");
        assertThat(valuesAt(signal, "10:00:00")).isEmpty();
    }

    @Test
    void anAnswerThatIsNestedWithoutEndIsNone() throws IOException {
        AskedSignal signal = json("/open", Optional.empty());
        say("{\"open\": 7, \"more\": " + "[".repeat(3_000) + "]".repeat(3_000) + "}");
        assertThatThrownBy(() -> signal.refresh(NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no JSON");
    }

    @Test
    void aNumberMayStandInQuotes() throws IOException {
        AskedSignal signal = json("/a/0/b", Optional.of("/at"));
        say("{\"a\": [{\"b\": \"12.5\"}], \"at\": 1777629600}");
        signal.refresh(NOW);

        assertThat(valuesAt(signal, "10:00:00")).containsValue(12.5);
    }

    @Test
    void aPeerThatIsGoneIsNamedWithoutWhatIsSecret() {
        AskedSignal signal = json("/open", Optional.empty());
        peer.close();

        assertThatThrownBy(() -> signal.refresh(NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("signal open_orders: ")
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void anExpressionHasOneFiniteValue() throws IOException {
        AskedSignal signal = asked(new Question.Expression("sum(open_orders)"));
        say(FakePrometheus.vector("{\"metric\": {}, \"value\": [1777629600, \"41\"]}"));
        signal.refresh(NOW);

        assertThat(peer.requests).containsExactly("/api/v1/query?query=sum(open_orders)&time=1777629620.000");
        assertThat(valuesAt(signal, "10:00:00")).containsValue(41.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "|no series: must be one series",
                "{\"value\": [1777629600, \"1\"]}, {\"value\": [1777629600, \"2\"]}|2 series: must be one series",
                "{\"value\": [1777629600, \"NaN\"]}|NaN: must be a finite number",
            })
    void anExpressionWithAnotherAnswerHasNoValue(String series, String message) {
        AskedSignal signal = asked(new Question.Expression("open_orders"));
        say(FakePrometheus.vector(series == null ? "" : series));

        assertThatThrownBy(() -> signal.refresh(NOW))
                .isInstanceOf(IOException.class)
                .hasMessage("signal open_orders: Prometheus at " + peer.address()
                        + " answers the query open_orders with " + message
                        + (message.endsWith("one series") ? ", as sum(...) has" : ""));
    }

    private void say(String body) {
        peer.answer = path -> body;
    }

    private AskedSignal json(String value, Optional<String> time) {
        return asked(new Question.InJson(
                "/orders?token=s3cret", JsonPointer.compile(value), time.map(JsonPointer::compile)));
    }

    private AskedSignal asked(Question question) {
        URI address = peer.address();
        HttpAccess access = HttpAccess.at(new Peer("The peer", "signals.asked[]", "url"), address.toString());
        return new AskedSignalSettings("open_orders", access, question, MAX_AGE).open();
    }

    private static Map<String, Double> valuesAt(AskedSignal signal, String minute) {
        return signal.valuesAt(Instant.parse("2026-05-01T" + minute + "Z"));
    }
}
