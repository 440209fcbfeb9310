package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck hosts = new HostCheck(List.of("Foretide.example.com"), List.of("build7.corp.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8090",
                "10.244.1.7:8090",
                "192.168.0.10",
                "[::1]:8090",
                "[fe80::1]",
                "localhost",
                "LOCALHOST:9000",
                "a.localhost:8090",
                "foretide",
                "foretide:8090",
                "my_service:8090",
                "foretide.flink.svc",
                "foretide.flink.svc:8090",
                "foretide.flink.svc.cluster.local:8090",
                "foretide.flink.svc.cluster.local.",
                "foretide.example.com",
                "build7.corp.example:8090",
                "FORETIDE.example.com.:443"
            })
    void answersUnderNamesThatNobodyElseCanOwn(String host) {
        assertThat(hosts.refusal(List.of(host), Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8090",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "foretide.example.com.evil.example",
                "a.foretide.example.com",
                "svc.evil.example",
                "a.b.svc.evil.example:80",
                "[::1].evil.example",
                "evil.dev"
            })
    void refusesNamesThatAnybodyCanOwn(String host) {
        assertThat(hosts.refusal(List.of(host), Optional.empty()))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("The host " + host.replaceFirst(":\\d+$", "") + " is not known here")
                        .contains("http.hosts"));
    }

    @Test
    void aProgramMaySayNoHostButNobodyTwo() {
        assertThat(hosts.refusal(List.of(), Optional.empty())).isEmpty();
        assertThat(hosts.refusal(List.of("localhost", "localhost"), Optional.empty()))
                .isPresent();
    }

    @Test
    void anyNameIsAnsweredWhereThatIsSaid() {
        HostCheck any = new HostCheck(List.of("*"), List.of());
        assertThat(any.refusal(List.of("evil.example"), Optional.of("http://other.example")))
                .isEmpty();
        assertThat(any.refusal(List.of("evil.example"), Optional.of("null"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8090,       http://localhost:8090,         true",
        "127.0.0.1:9000,       http://127.0.0.1:9000,         true",
        "[::1]:8090,           http://[::1]:8090,             true",
        "foretide,             http://foretide,               true",
        "foretide:80,          http://foretide,               true",
        "foretide.example.com, https://foretide.example.com,  true",
        "foretide:8090,        https://foretide.example.com,  true",
        "localhost:8090,       http://localhost:3000,         false",
        "localhost:8090,       http://evil.example,           false",
        "127.0.0.1:8090,       http://127.0.0.1:8090.evil.example, false",
        "build7.corp.example,  http://build7.corp.example:3000, false",
        "localhost:8090,       null,                          false",
        "localhost:8090,       file://,                       false",
        "localhost:8090,       not an origin,                 false",
    })
    void answersOnlyItsOwnPages(String host, String origin, boolean isAnswered) {
        assertThat(hosts.refusal(List.of(host), Optional.of(origin)).isEmpty()).isEqualTo(isAnswered);
    }
}
