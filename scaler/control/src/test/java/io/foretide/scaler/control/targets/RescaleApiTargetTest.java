package io.foretide.scaler.control.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.ScalingTarget.Failed;
import io.foretide.scaler.control.ScalingTargetContract;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkRest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On an HTTP server that answers as Flink's resource-requirements do. */
class RescaleApiTargetTest implements ScalingTargetContract.WithOthers {
    private static final Pattern UPPER = Pattern.compile("\"upperBound\":(\\d+)");

    private HttpServer flink;
    private volatile int upperBound = 4;
    private volatile boolean reactive;

    @BeforeEach
    void start() throws IOException {
        flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        flink.createContext("/jobs/overview", exchange -> answer(exchange, 200, """
                {"jobs": [{"jid": "11", "name": "orders", "state": "RUNNING"}]}"""));
        flink.createContext("/jobs/11/resource-requirements", this::requirements);
        flink.start();
    }

    @AfterEach
    void stop() {
        flink.stop(0);
    }

    private void requirements(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            if (reactive) {
                answer(exchange, 500, "Cannot change the parallelism of a job running in reactive mode.");
                return;
            }
            Matcher matcher =
                    UPPER.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(matcher.find()).isTrue();
            upperBound = Integer.parseInt(matcher.group(1));
            answer(exchange, 200, "{}");
            return;
        }
        answer(exchange, 200, """
                {"a0": {"parallelism": {"lowerBound": 1, "upperBound": 1}},
                 "b0": {"parallelism": {"lowerBound": 1, "upperBound": %d}}}""".formatted(upperBound));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private RescaleApiTarget target(Mode mode) {
        return new RescaleApiTarget(
                new FlinkControl(
                        new FlinkRest(
                                URI.create(
                                        "http://127.0.0.1:" + flink.getAddress().getPort()),
                                FlinkRest.client()),
                        Optional.empty()),
                mode,
                2);
    }

    @Override
    public ScalingTarget target() {
        return target(Mode.AUTO);
    }

    @Override
    public void somebodyElseSets(int taskManagers) {
        upperBound = 2 * taskManagers;
    }

    @Test
    void setsTheParallelismOfWholeTaskManagers() throws Exception {
        upperBound = 3;
        ScalingTarget target = target();
        assertThat(target.read().taskManagers()).isEqualTo(2);
        target.scaleTo(3, target.read());
        assertThat(upperBound).isEqualTo(6);
    }

    @Test
    void saysWhatFlinkSaysInReactiveMode() throws Exception {
        reactive = true;
        ScalingTarget target = target();
        assertThat(target.scaleTo(3, target.read()))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.why().sentence())
                                .contains("HTTP status 500")
                                .contains("reactive mode"));
    }

    @Test
    void recommendsUnlessTheModeIsAuto() throws Exception {
        assertThat(target(Mode.RECOMMEND).read().whyRecommended()).contains(new ControlCause.ByMode(Mode.RECOMMEND));
        assertThat(target(Mode.AUTO).read().whyRecommended()).isEmpty();
    }
}
