package io.foretide.telemetry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.text.Json;
import java.net.UnknownHostException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
    private static final Peer FLINK = new Peer("Flink", "flink", "rest");

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8081,                http://127.0.0.1:8081/overview",
        "http://127.0.0.1:8081/,               http://127.0.0.1:8081/overview",
        "http://[::1]:8081,                    http://[::1]:8081/overview",
        "https://flink.example,                https://flink.example/overview",
        "HTTPS://flink.example,                HTTPS://flink.example/overview",
        "https://host/streaming/orders,        https://host/streaming/orders/overview",
        "https://host/streaming/orders/,       https://host/streaming/orders/overview",
        "https://host/streaming/orders//,      https://host/streaming/orders/overview",
        "https://host/a%20b/%C3%BC,            https://host/a%20b/%C3%BC/overview",
        "https://ops:secret@host:8443/orders/, https://host:8443/orders/overview",
        "https://host/@home,                   https://host/@home/overview",
    })
    void pathsAreAskedForBelowTheAddress(String written, String asked) throws UnknownHostException {
        assertThat(HttpAddress.parse(written).resolve("/overview")).hasToString(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "http://host:8081,                   http://host:8081",
        "https://ops:secret@host,            https://ops:***@host",
        "https://ops:secret@host:8443/a/,    https://ops:***@host:8443/a",
        "https://ops:sec%2Fret%40@host,      https://ops:***@host",
        "https://ops:sec:ret@host,           https://ops:***@host",
        "https://secret@host,                https://***@host",
        "https://:secret@host,               https://:***@host",
    })
    void noFormOfItSaysThePassword(String written, String printed) {
        HttpAddress address = HttpAddress.parse(written);
        assertThat(address).hasToString(printed);
        assertThat(Json.line(address)).isEqualTo("\"" + printed + "\"");
        assertThat(address.login().toString()).doesNotContain("sec");
        assertThat(Json.line(address.login())).doesNotContain("sec");
    }

    @ParameterizedTest
    @CsvSource({
        "https://ops:secret@host,       ops:secret",
        "https://ops:sec%2Fret%40@host, ops:sec/ret@",
        "https://ops:a+b:c@host,        ops:a+b:c",
        "https://ops@host,              ops:",
        "https://%C3%BC:%C3%9F@host,    ü:ß",
    })
    void userAndPasswordAreSentAsTheyAreMeant(String written, String pair) {
        String header = HttpAddress.parse(written)
                .login()
                .orElseThrow()
                .authorization(FLINK)
                .orElseThrow();
        assertThat(header).startsWith("Basic ");
        assertThat(Base64.getDecoder().decode(header.substring("Basic ".length())))
                .asString()
                .isEqualTo(pair);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ops:secret@host",
                "ftp://ops:secret@host",
                "https://ops:sec ret@host",
                "https://ops:sec/ret@host",
                "https://ops:sec#ret@host",
                "https://ops:sec?ret@host",
                "https://ops:sec%ret@host",
                "https://ops:sec@ret@host",
                "https://ops:secret@",
                "https://ops:secret@host:99999",
                "https://ops:secret@host/?secret",
            })
    void whatIsRefusedIsNamedWithoutItsPassword(String written) {
        assertThatThrownBy(() -> HttpAddress.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be an address such as http://127.0.0.1:8081")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sec").doesNotContain("ret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8081", "http://", "https:///path"})
    void anAddressHasSchemeAndHost(String written) {
        assertThatThrownBy(() -> HttpAddress.parse(written))
                .hasMessageStartingWith("\"" + written + "\": must be an address such as http://127.0.0.1:8081");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host:8081?x", "http://host:8081#a"})
    void anAddressEndsWithItsPath(String written) {
        assertThatThrownBy(() -> HttpAddress.parse(written))
                .hasMessage("\"http://host:8081\": must be an address such as http://127.0.0.1:8081,"
                        + " without what follows '?' or '#'");
    }

    @Test
    void aNameWithAnUnderscoreIsLookedUp() {
        HttpAddress address = HttpAddress.parse("http://ops:secret@no_such-host.invalid:8081/a/");
        assertThat(address).hasToString("http://ops:***@no_such-host.invalid:8081/a");
        assertThat(address.host()).isEqualTo("no_such-host.invalid");
        assertThatThrownBy(() -> address.resolve("/overview")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> HttpAddress.parse("https://job_manager"))
                .hasMessage(
                        "\"https://job_manager\": must be an address such as http://127.0.0.1:8081; no certificate is for"
                                + " a name with an underscore");
    }

    @Test
    void aMaskThatWasCopiedIsNoPassword() {
        assertThatThrownBy(() -> HttpAddress.parse("https://ops:***@host"))
                .hasMessage("\"https://ops:***@host\": must be written with its password, which *** stands for");
    }

    @Test
    void onlyPasswordsAreMaskedInAText() {
        assertThat(HttpAddress.masked("flink.rest \"https://a:b@c/\": must be x\ntick \"2s\": must be y, a@b"))
                .isEqualTo("flink.rest \"https://a:***@c/\": must be x\ntick \"2s\": must be y, a@b");
        assertThat(HttpAddress.masked("http://127.0.0.1:8081 and planner.windows[0]: x"))
                .isEqualTo("http://127.0.0.1:8081 and planner.windows[0]: x");
    }
}
