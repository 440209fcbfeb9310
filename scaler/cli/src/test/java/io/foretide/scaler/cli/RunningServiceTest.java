package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.app.web.PlanRoutes;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command prints of a service elsewhere is what it prints where the files are. */
class RunningServiceTest {
    @TempDir
    Path folder;

    @RegisterExtension
    final Printed printed = new Printed();

    private ServedHistory service;
    private String config = "";

    @BeforeEach
    void serve() throws Exception {
        System.setProperty("foretide.home", folder.toString());
        ServedHistory.write(folder.resolve("data"));
        service = ServedHistory.serve(folder.resolve("data"));
        config = config("foretide.yaml", "data");
    }

    @AfterEach
    void stop() {
        service.close();
        System.clearProperty("foretide.home");
    }

    private String config(String name, String data) throws IOException {
        return Files.writeString(
                        folder.resolve(name),
                        "job: orders\ndata: " + folder.resolve(data)
                                + "\nflink: {rest: \"http://127.0.0.1:1\"}\ntarget: {type: dry-run}\n"
                                + "planner: {slotsPerTaskManager: 4}\n")
                .toString();
    }

    private String output(int exit, String... arguments) {
        printed.clear();
        assertThat(Main.run(arguments)).as(printed.err()).isEqualTo(exit);
        return exit == 0 ? printed.out() : printed.err();
    }

    @Test
    void explainsADecisionOfAServiceElsewhere() throws IOException {
        String here = output(0, "explain", "--config", config);
        assertThat(here).contains("1 -> 3 TaskManagers").contains("The load rises.");
        assertThat(output(0, "explain", "--at", service.address())).isEqualTo(here);
        assertThat(output(0, "explain", "--at", service.address() + "/", "--job", "orders"))
                .isEqualTo(here);
        String elsewhere = config("elsewhere.yaml", "none");
        assertThat(output(1, "explain", "--config", elsewhere)).contains("--at http://127.0.0.1:8090 asks it");
        assertThat(output(0, "explain", "--at", service.address(), "--config", elsewhere))
                .isEqualTo(here);
        String id = ServedHistory.RESCALE.toString();
        assertThat(output(0, "explain", id, "--at", service.address(), "-o", "json"))
                .isEqualTo(output(0, "explain", id, "--config", config, "-o", "json"));
    }

    @Test
    void saysWhatTheServiceSays() {
        assertThat(output(1, "explain", "yesterday", "--at", service.address()))
                .contains("the service at " + service.address()
                        + " answers with status 404: job 'orders' has no decision 'yesterday'");
        assertThat(output(1, "explain", "--at", service.address(), "--job", "payments"))
                .contains("there is orders");
        assertThat(output(4, "explain", "--at", "http://127.0.0.1:1")).contains("http://127.0.0.1:1 cannot be reached");
        assertThat(output(2, "explain")).contains("either --config or --at is needed");
        assertThat(output(2, "explain", "--config", config, "--job", "payments"))
                .contains("job payments: is not there; there is orders");
    }

    @Test
    void saysWhatAServiceElsewhereDecidedLast() {
        assertThat(output(0, "plan", "--at", service.address()))
                .isEqualTo(DecisionText.of(ServedHistory.HOLD)
                        + "withheld       the mode is off%n".formatted()
                        + SignalText.of(ServedHistory.SIGNALS));
        assertThat(printed.err())
                .contains("Decided at " + ServedHistory.RESCALE + " by the service at " + service.address());
        assertThat(output(0, "plan", "--at", service.address(), "-o", "json"))
                .isEqualTo(PlanRoutes.json(ServedHistory.HOLD, Optional.of("the mode is off"), ServedHistory.SIGNALS)
                        + System.lineSeparator());
        assertThat(output(1, "plan", "--at", service.address(), "--job", "payments"))
                .contains("job 'payments' is not served; there is orders");
        assertThat(output(4, "plan", "--at", "http://127.0.0.1:1")).contains("cannot be reached");
        assertThat(output(2, "plan")).contains("either --config or --at is needed");
    }

    @Test
    void saysHowTheTargetOfAServiceElsewhereIs() {
        assertThat(output(0, "target", "status", "--at", service.address()))
                .isEqualTo(TargetTable.of(ServedHistory.STATUS));
        assertThat(output(0, "target", "status", "--at", service.address(), "--config", config, "-o", "json"))
                .isEqualTo(Json.pretty(ServedHistory.STATUS) + System.lineSeparator());
        assertThat(output(1, "target", "status", "--at", service.address(), "--job", "payments"))
                .contains("there is orders");
        assertThat(output(2, "target", "status")).contains("either --config or --at is needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere",
                "localhost:8090",
                "127.0.0.1:8090",
                "[::1]:8090",
                ":8090",
                "a b",
                "ftp://127.0.0.1",
                ""
            })
    void saysWhatAnAddressMustBe(String address) {
        String sentence = "foretide: --at \"" + address + "\": must be an address such as http://127.0.0.1:8081\n";
        assertThat(output(2, "explain", "--at", address)).isEqualTo(sentence);
        assertThat(output(2, "simulate", "--at", address)).isEqualTo(sentence);
        assertThat(output(2, "plan", "--at", address)).isEqualTo(sentence);
        assertThat(output(2, "target", "status", "--at", address)).isEqualTo(sentence);
    }

    @Test
    void simulatesWhereTheHistoryIs() {
        String[] options = {
            "--policies",
            "static-peak,reactive",
            "--load",
            "x1.5",
            "--from",
            "2026-10-01T00:00:00Z",
            "--lead-time",
            "2m",
            "--event",
            "2026-10-02T08:00Z/2h x2",
            "-o",
            "csv"
        };
        String there = output(0, with(options, "simulate", "--at", service.address()));
        assertThat(there.lines()).hasSize(3);
        assertThat(there).isEqualTo(output(0, with(options, "simulate", "--config", config)));
        options[options.length - 1] = "table";
        assertThat(output(0, with(options, "simulate", "--at", service.address())))
                .contains("orders, step 1m: 2026-10-01T00:00:00Z to ")
                .contains("static-peak");
    }

    @Test
    void saysWhatASimulationElsewhereCannot() {
        assertThat(output(2, "simulate", "--at", service.address(), "--lead-time", "soon"))
                .contains("answers with status 400: lead-time 'soon': must be a duration");
        assertThat(output(2, "simulate", "--at", service.address(), "--dump", "a.csv"))
                .contains("--dump with --at: must be left out");
    }

    private static String[] with(String[] more, String... first) {
        String[] all = new String[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
