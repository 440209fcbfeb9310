package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.telemetry.prometheus.FakePrometheus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalChecksTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:20Z");

    @TempDir
    Path folder;

    private final FakePrometheus peer = new FakePrometheus();

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void nothingIsCheckedWhereNothingIsNamed() {
        assertThat(checks("calendar: {zone: UTC}")).isEmpty();
    }

    @Test
    void aFileThatTellsItsSignalsIsGoodWithTheAgeOfItsNewestRow() throws IOException {
        assertThat(file("time,open\n2026-05-01T09:50:00Z,1\n2026-05-01T09:55:00Z,2\n"))
                .isEqualTo(Finding.ok("signals: orders.csv, step 5 min, 2026-05-01T09:50:00Z to 2026-05-01T10:00:00Z,"
                        + " features open_orders, 5m20s old"));
    }

    @Test
    void aFileThatTellsNothingOfNowIsAWarning() throws IOException {
        Finding stale = file("time,open\n2026-05-01T08:50:00Z,1\n2026-05-01T08:55:00Z,2\n");
        assertThat(stale.level()).isEqualTo(Level.WARNING);
        assertThat(stale.found()).endsWith(": nothing in it tells open_orders now, so that models take the mean");
    }

    @Test
    void aForecastThatEndsTooEarlyNamesWhatIsMissingAhead() throws IOException {
        Files.writeString(folder.resolve("rain.csv"), """
                time,told,mm
                2026-05-01T09:40:00Z,2026-05-01T06:00:00Z,1
                2026-05-01T09:50:00Z,2026-05-01T06:00:00Z,2
                2026-05-01T10:00:00Z,2026-05-01T06:00:00Z,3
                """);
        assertThat(only("traces: [{path: " + folder.resolve("rain.csv")
                                + ", columns: {mm: weather_rain}, issued: told}]")
                        .found())
                .endsWith(": nothing in it tells weather_rain_in_30_minutes now, so that models take the mean");
    }

    @Test
    void aFileThatIsNotThereOrLacksAColumnOrIsNoTraceIsAProblem() throws IOException {
        Finding absent = only("traces: [{path: " + folder.resolve("none.csv") + ", columns: {open: open_orders}}]");
        assertThat(absent.level()).isEqualTo(Level.PROBLEM);
        assertThat(absent.found()).contains("none.csv").contains("does not exist");
        assertThat(file("time,closed\n2026-05-01T09:50:00Z,1\n2026-05-01T09:55:00Z,2\n"))
                .isEqualTo(Finding.problem("orders.csv has no numeric column open; it has closed"));
        assertThat(file("time,open\n2026-05-01T09:50:00Z,many\n2026-05-01T09:55:00Z,2\n"))
                .isEqualTo(Finding.problem("orders.csv, line 2: column open is \"many\", but must be a finite number"));
    }

    @Test
    void eventsAreCountedAndTheirMistakesSaid() throws IOException {
        Path events = Files.writeString(
                folder.resolve("events.csv"),
                "from,to,name\n2026-04-01T08:00:00Z,2026-04-01T09:00:00Z,a\n2026-05-01T08:00:00Z,2026-05-01T11:00:00Z,b\n");
        String calendar = "calendar: {events: " + events + "}";
        assertThat(only(calendar)).isEqualTo(Finding.ok("2 events, 1 of them not over"));
        Files.writeString(events, "from,to,name\nsoon,later,a\n");
        assertThat(only(calendar).level()).isEqualTo(Level.PROBLEM);
        assertThat(only(calendar).found()).contains("line 2: from is 'soon'");
    }

    @Test
    void aPeerThatAnswersIsGoodAndAValueThatIsTooOldAWarning() {
        peer.answer = path -> "{\"open\": 7, \"at\": \"2026-05-01T09:59:00Z\"}";
        assertThat(asked(peer.address(), "value: /open, time: /at"))
                .isEqualTo(Finding.ok(peer.address() + " answers, 1m20s old"));
        peer.answer = path -> "{\"open\": 7, \"at\": \"2026-05-01T09:00:00Z\"}";
        assertThat(asked(peer.address(), "value: /open, time: /at, maxAge: 10m"))
                .isEqualTo(Finding.warning(
                        "the value at " + peer.address() + " is older than maxAge, 10m, so that models take the mean"));
    }

    @Test
    void aQueryIsAskedAsTheServiceAsksIt() {
        peer.answer = path -> FakePrometheus.vector("{\"metric\":{},\"value\":[" + NOW.getEpochSecond() + ",\"3\"]}");
        assertThat(asked(peer.address(), "query: \"sum(carts)\""))
                .isEqualTo(Finding.ok(peer.address() + " answers, 0s old"));
        assertThat(peer.requests).hasSize(1).allMatch(path -> path.contains("query=sum(carts)"));
        peer.answer = path -> FakePrometheus.vector("");
        assertThat(asked(peer.address(), "query: \"sum(carts)\"").level()).isEqualTo(Level.PROBLEM);
    }

    @Test
    void aPeerThatWantsCredentialsIsAProblemWithTheKeyToSet() {
        peer.status = 401;
        Finding finding = asked(peer.address(), "path: \"/x?key=s3cret\", value: /open");
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.fix())
                .map(Fix::text)
                .hasValueSatisfying(text -> assertThat(text).contains("auth: {user: ..., passwordFile: ...}"));
        assertThat(finding.found()).contains("HTTP status 401").doesNotContain("s3cret");
    }

    @Test
    void aPeerWithAnotherAnswerIsAProblemAndOneThatIsNotThereNoAnswer() {
        peer.answer = path -> "{\"closed\": 7}";
        assertThat(asked(peer.address(), "value: /open"))
                .isEqualTo(Finding.problem(
                        "signal open_orders: " + peer.address() + " has nothing at \"/open\": must be a number"));
        Finding silent = asked(URI.create("http://127.0.0.1:1"), "value: /open");
        assertThat(silent.level()).isEqualTo(Level.NO_ANSWER);
        assertThat(silent.found()).startsWith("signal open_orders: ");
    }

    @Test
    void aFileOfCredentialsThatIsNotThereIsAProblemBeforeAnybodyIsAsked() {
        assertThat(asked(peer.address(), "value: /open, auth: {tokenFile: " + folder.resolve("none") + "}")
                        .level())
                .isEqualTo(Level.PROBLEM);
        assertThat(peer.requests).isEmpty();
    }

    private Finding file(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), text);
        return only("traces: [{path: " + file + ", columns: {open: open_orders}}]");
    }

    private Finding asked(URI address, String keys) {
        return only("asked: [{name: open_orders, url: \"" + address + "\", " + keys + "}]");
    }

    private Finding only(String signals) {
        List<Check> checks = checks(signals);
        assertThat(checks).hasSize(1);
        return checks.get(0).finding();
    }

    private List<Check> checks(String signals) {
        return new SignalChecks(
                        Configurations.of(
                                folder,
                                URI.create("http://127.0.0.1:1"),
                                Configurations.DRY_RUN,
                                "signals: {" + signals + "}"),
                        NOW)
                .all();
    }
}
