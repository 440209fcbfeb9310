package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.planner.decision.BudgetUse;
import io.foretide.planner.decision.Direction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.interactions.Actions;

/** The page in a real browser. */
final class DashboardIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static Chromium chromium;

    private final DashboardFeed feed = new DashboardFeed();
    private final SyntheticMorning morning = new SyntheticMorning();

    @BeforeAll
    static void startBrowser() {
        boolean installed = Chromium.installed();
        if (!installed) {
            System.err.println(
                    "DashboardIT is skipped: /usr/bin/chromium and /usr/bin/chromedriver are not installed.");
        }
        Assumptions.assumeTrue(installed, "Chromium and its driver are installed");
        chromium = new Chromium();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void fillFeed() {
        chromium.size(1280, 900, 1);
        errors();
        morning.events().forEach(feed::publish);
    }

    @Test
    void showsChartsFiguresAndDecisions() throws Exception {
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            open(server.url());
            assertThat(text("#status")).isEqualTo("Running");
            assertThat(text("#job")).isEqualTo("Checkout events, Tuesday morning \u00b7 clickstream-enrichment");
            assertThat(text("#clock")).isEqualTo("09:09");
            assertThat(text("#speed")).isEqualTo("60x");
            assertThat(chromium.driver().findElements(By.cssSelector(".figure")))
                    .hasSize(7)
                    .allSatisfy(figure -> assertThat(
                                    figure.findElement(By.cssSelector(".value")).getText())
                            .matches("\\d.*"));
            assertThat(text(".figure:nth-child(7) .detail")).endsWith("4 not measured");
            assertThat(text("#now")).startsWith("Now: Hold");
            assertThat(chromium.driver().findElements(By.cssSelector(".decision")))
                    .hasSize((int) rescales());
            assertThat(text("#signals-table tbody tr:first-child")).isEqualTo("open_orders 615 4 min as it should be");
            assertThat(text("#signals-table tbody tr:nth-child(2)"))
                    .isEqualTo("weather_temperature \u2013 \u2013 ! no value of now, so that models take the mean");
            assertThat(text(".decision .outcome")).containsPattern("Job at \\d+ slots after .*worst lag");
            for (String chart : List.of("load-chart", "slots-chart", "lag-chart")) {
                assertThat(inked(chart)).as("coloured pixels of %s", chart).isGreaterThan(2_000);
                assertThat(chromium.driver().findElement(By.id(chart)).getDomAttribute("aria-label"))
                        .hasSizeGreaterThan(40);
            }
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void drawsTheFanAheadOfNowAndTheMarkersOfTheRescales() throws Exception {
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            open(server.url());
            chooseAll();
            assertThat(points("load-chart", "median")).isEqualTo(31);
            assertThat(points("load-chart", "outer")).isEqualTo(31);
            assertThat(points("load-chart", "inner")).isEqualTo(31);
            assertThat(points("load-chart", "actual")).isEqualTo(SyntheticMorning.MINUTES);
            assertThat(measured("load-chart", "hindsight")).isEqualTo(SyntheticMorning.MINUTES - 10L);
            assertThat(points("slots-chart", "up") + points("slots-chart", "down"))
                    .isEqualTo(rescales());
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
    void drawsTheSizesPlannedAheadOfNow(int width, String scheme) throws Exception {
        Instant now = SyntheticMorning.at(SyntheticMorning.MINUTES - 1);
        feed.publish(new DashboardEvent.Decision(
                "ahead",
                now,
                Direction.HOLD,
                40,
                40,
                "Hold.",
                List.of(
                        new DashboardEvent.Decision.Planned(now, 40),
                        new DashboardEvent.Decision.Planned(now.plusSeconds(600), 48))));
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            chromium.size(width, 900, 1);
            chromium.scheme(scheme);
            open(server.url());
            errors();
            long at = now.toEpochMilli();
            assertThat(script("return " + series("slots-chart", "coming") + ".data"))
                    .isEqualTo(List.of(List.of(at, 40L), List.of(at + 600_000, 48L), List.of(at + 1_800_000, 48L)));
            assertThat(script("const line = " + series("slots-chart", "coming") + "; return [line.step, "
                            + "line.lineStyle.color === getComputedStyle(document.documentElement)"
                            + ".getPropertyValue('--planned').trim()]"))
                    .isEqualTo(List.of("end", true));
            assertThat(script("return document.documentElement.scrollWidth")).isEqualTo((long) width);
            assertThat(errors()).isEmpty();
        } finally {
            chromium.scheme("light");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void tellsTheErrorBudgetOnceItIsKnown(int width) throws Exception {
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            chromium.size(width, 900, 1);
            open(server.url());
            errors();
            assertThat(chromium.driver().findElement(By.id("budget")).isDisplayed())
                    .isFalse();
            await().atMost(PATIENCE).until(() -> feed.subscribers() == 1);
            feed.publish(new DashboardEvent.Budget(SyntheticMorning.at(0), new BudgetUse(3, 41.2, 0.5, 2)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(text("#budget"))
                            .isEqualTo("Error budget: 3 of 41.2 minutes used in 30 days; burns at 0.5 times the allowed"
                                    + " rate in the last hour, 2 in the last day"));
            assertThat(script("return document.documentElement.scrollWidth")).isEqualTo((long) width);
            assertThat(errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "390, dark"})
    void tellsWhenTheModelThatServesWasTrained(int width, String scheme) throws Exception {
        Instant now = SyntheticMorning.at(SyntheticMorning.MINUTES - 1);
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            chromium.size(width, 900, 1);
            chromium.scheme(scheme);
            open(server.url());
            errors();
            assertThat(chromium.driver().findElement(By.id("model")).isDisplayed())
                    .isFalse();
            await().atMost(PATIENCE).until(() -> feed.subscribers() == 1);
            feed.publish(champion(now.minus(Duration.ofDays(6))));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(text("#model"))
                            .isEqualTo("ridge-1 serves: trained at 09:09 UTC, Wed, 6 Mar 2019, 6 days ago"));
            feed.publish(champion(now.minus(Duration.ofHours(6))));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(text("#model")).endsWith(", 6 hours ago"));
            assertThat(script("return document.documentElement.scrollWidth")).isEqualTo((long) width);
            feed.publish(new DashboardEvent.Champion(Optional.empty(), Optional.empty()));
            await().atMost(PATIENCE)
                    .until(() -> !chromium.driver().findElement(By.id("model")).isDisplayed());
            assertThat(errors()).isEmpty();
        } finally {
            chromium.scheme("light");
        }
    }

    private static DashboardEvent champion(Instant trained) {
        return new DashboardEvent.Champion(Optional.of("ridge-1"), Optional.of(trained));
    }

    @Test
    void tellsOfANightsTuningWhileThePageIsOpen() throws Exception {
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            open(server.url());
            await().atMost(PATIENCE).until(() -> feed.subscribers() == 1);
            feed.publish(new DashboardEvent.Tuning(
                    "recommend",
                    Optional.of(SyntheticMorning.START),
                    "the settings stay",
                    Optional.empty(),
                    Optional.empty()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(text("#tuning-verdict"))
                            .isEqualTo("Tuned at 05:30 UTC, Tue, 12 Mar 2019: the settings stay"));
        }
    }

    @Test
    void aMarkerTellsItsReasonAndKeepsTellingItWhenANewMinuteComes() throws Exception {
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            open(server.url());
            List<?> offset = (List<?>) script("const element = document.getElementById('slots-chart');"
                    + "const point = " + series("slots-chart", "up") + ".data[0];"
                    + "const [x, y] = echarts.getInstanceByDom(element).convertToPixel({gridIndex: 0}, point);"
                    + "return [Math.round(x - element.clientWidth / 2), Math.round(y - element.clientHeight / 2)]");
            new Actions(chromium.driver())
                    .moveToElement(
                            chromium.driver().findElement(By.id("slots-chart")),
                            ((Number) offset.get(0)).intValue(),
                            ((Number) offset.get(1)).intValue())
                    .perform();
            await().ignoreExceptions()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(text("#slots-chart .tip"))
                            .contains("slots running", "UTC", "Scale up 12 -> 13 TaskManagers: the 0.95 quantile"));
            feed.publish(minuteAt(SyntheticMorning.MINUTES));
            await().atMost(PATIENCE).until(() -> text("#clock").equals("09:10"));
            assertThat(text("#slots-chart .tip")).contains("Scale up");
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void missingMinutesAreGapsAndNeverZero() throws Exception {
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            open(server.url());
            chooseAll();
            long shown = SyntheticMorning.MINUTES - SyntheticMorning.SILENT.size();
            assertThat(measured("load-chart", "actual")).isEqualTo(shown);
            assertThat(measured("lag-chart", "lag")).isEqualTo(shown);
            long first = SyntheticMorning.at(SyntheticMorning.SILENT.get(0)).toEpochMilli();
            assertThat(script("const area = " + series("lag-chart", "backdrop")
                            + ".markArea.data; return area.map(([a, b]) => [a.xAxis, b.xAxis])"))
                    .isEqualTo(List.of(List.of(first - 60_000, first + 4 * 60_000)));
            assertThat(script("return " + series("lag-chart", "lag") + ".data.some(([, value]) => value === 0)"))
                    .isEqualTo(false);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "12, 5, '0 50 100', seconds",
        "12, 170, '0 100 200', seconds",
        "12, 275, '0 2 4 6', minutes",
        "12, 4500, '0 50 100', minutes",
        "12, 30000, '0 5 10', hours",
        "9000, 5, '0 5,000 10,000', records/s",
        "16000, 5, '0 5k 10k 15k 20k', records/s",
        "950000, 5, '0 500k 1,000k', records/s",
        "1100000, 5, '0 0.5M 1M 1.5M', records/s",
        "0.3, 5, '0 0.1 0.2 0.3', records/s"
    })
    void anAxisHasOneUnitAndRoundNumbersOfIt(double demand, double lag, String labels, String unit) throws Exception {
        DashboardFeed one = new DashboardFeed();
        one.publish(SyntheticMorning.job());
        one.publish(new DashboardEvent.Minute(
                SyntheticMorning.at(SyntheticMorning.MINUTES - 1),
                "RUNNING",
                OptionalDouble.of(demand),
                OptionalDouble.of(lag),
                4,
                4,
                4,
                OptionalDouble.empty(),
                90,
                OptionalDouble.empty()));
        try (DashboardServer server = new DashboardServer(one, 0)) {
            open(server.url());
            String axis = "echarts.getInstanceByDom(document.getElementById('"
                    + (unit.equals("records/s") ? "load-chart" : "lag-chart")
                    + "')).getModel().getComponent('yAxis')";
            assertThat(script("return " + axis + ".axis.getViewLabels().map(label => label.formattedLabel).join(' ')"))
                    .isEqualTo(labels);
            assertThat(script("return " + axis + ".get('name')")).isEqualTo(unit);
        }
    }

    @Test
    void minutesThatNeverCameAreGapsToo() throws Exception {
        feed.publish(minuteAt(SyntheticMorning.MINUTES + 5));
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            open(server.url());
            chooseAll();
            assertThat(points("lag-chart", "lag")).isEqualTo(SyntheticMorning.MINUTES + 6L);
            assertThat(measured("lag-chart", "lag")).isEqualTo(SyntheticMorning.MINUTES - 4 + 1L);
        }
    }

    @Test
    void whatHappensArrivesWithoutReloading() throws Exception {
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            open(server.url());
            await().pollDelay(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> feed.subscribers() == 1);
            feed.publish(minuteAt(SyntheticMorning.MINUTES));
            feed.publish(new DashboardEvent.Decision(
                    "live",
                    SyntheticMorning.at(SyntheticMorning.MINUTES),
                    Direction.UP,
                    40,
                    44,
                    "Because <b>more</b> comes."));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(text("#clock")).isEqualTo("09:10");
                assertThat(text("#status")).isEqualTo("Restarting");
                assertThat(text(".decision:first-child h3")).contains("Scale up 40 \u2192 44 slots");
                assertThat(text(".decision:first-child .reason")).isEqualTo("Because <b>more</b> comes.");
                assertThat(chromium.hiddenText("#announcer")).isEqualTo("09:10: Because <b>more</b> comes.");
            });
            feed.publish(new DashboardEvent.Outcome(
                    "live",
                    OptionalDouble.of(144.0),
                    OptionalDouble.of(186.0),
                    OptionalDouble.of(420.0),
                    OptionalDouble.of(12.0),
                    true));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    text(".decision:first-child .outcome").replace('\u00a0', ' '))
                            .isEqualTo(
                                    "Slots ready after 2.4 min, job at 44 slots after 3.1 min, 7 min before the load, "
                                            + "worst lag 12 s."));
            assertThat(errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 768, 390, 320})
    void nothingSticksOutSideways(int width) throws Exception {
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            chromium.size(width, 900, 1);
            open(server.url());
            chromium.driver().findElement(By.cssSelector("#minutes summary")).click();
            await().atMost(PATIENCE).until(() -> text("#minutes-table").contains("Status"));
            assertThat(script("return document.documentElement.scrollWidth")).isEqualTo((long) width);
            assertThat(
                            script(
                                    "return [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll-x table, .skip, .sr-only')"
                                            + " && e.getBoundingClientRect().right > innerWidth + 0.5).map(e => e.outerHTML.slice(0, 80))"))
                    .isEqualTo(List.of());
        }
    }

    @Test
    void saysThatTheConnectionIsLostAndComesBackByItself() throws Exception {
        int port;
        try (DashboardServer server = new DashboardServer(feed, 0)) {
            port = server.port();
            open(server.url());
        }
        await().atMost(PATIENCE).until(() -> text("#status").equals("Connection lost"));
        assertThat(text("#banner")).contains("trying again").contains("09:09");
        assertThat(text(".figure:first-child .value")).matches("\\d.*");
        DashboardFeed another = new DashboardFeed();
        another.publish(SyntheticMorning.job());
        another.publish(minuteAt(3));
        try (DashboardServer server = new DashboardServer(another, port)) {
            await().atMost(PATIENCE).until(() -> text("#clock").equals("05:33"));
            assertThat(server.port()).isEqualTo(port);
            assertThat(text("#status")).isEqualTo("Restarting");
            assertThat(chromium.driver().findElement(By.id("banner")).isDisplayed())
                    .isFalse();
            await().atMost(PATIENCE)
                    .until(() -> chromium.driver()
                            .findElements(By.cssSelector(".decision"))
                            .isEmpty());
        }
    }

    @Test
    void anEmptyFeedIsSaidToBeEmpty() throws Exception {
        try (DashboardServer server = new DashboardServer(new DashboardFeed(), 0)) {
            chromium.driver().get(server.url());
            await().atMost(PATIENCE).until(() -> text("#status").equals("Waiting"));
            assertThat(text(".charts figure .empty")).contains("No minute");
            assertThat(text(".figure:first-child .value")).isEqualTo("\u2013");
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void theReportNeedsNoServer(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.html");
        Files.writeString(file, ReportPage.render(feed.replay(), SyntheticMorning.rows()));
        open(file.toUri().toString());
        assertThat(text("#status")).isEqualTo("Finished");
        assertThat(text("#now")).startsWith("At the end: Hold");
        assertThat(text("#report-table"))
                .contains("predictive")
                .contains("6,912")
                .contains("as it ran");
        assertThat(chromium.driver().findElements(By.cssSelector("#report-table tbody tr")))
                .hasSize(3);
        assertThat(points("load-chart", "actual")).isEqualTo(SyntheticMorning.MINUTES);
        assertThat(inked("load-chart")).isGreaterThan(2_000);
        assertThat(errors()).isEmpty();
    }

    private static DashboardEvent.Minute minuteAt(int i) {
        return new DashboardEvent.Minute(
                SyntheticMorning.at(i),
                "RESTARTING",
                OptionalDouble.of(20_000.0),
                OptionalDouble.of(4.0),
                44,
                40,
                0,
                OptionalDouble.of(1_000.0),
                90,
                OptionalDouble.empty());
    }

    private long rescales() {
        return feed.replay().stream()
                .filter(event -> event instanceof DashboardEvent.Decision decision && !decision.holds())
                .count();
    }

    private static void open(String url) {
        chromium.driver().get(url);
        await().atMost(PATIENCE)
                .until(() -> text("#clock").equals("09:09") || text("#clock").equals("09:15"));
        await().atMost(PATIENCE).until(() -> inked("lag-chart") > 0);
    }

    private static void chooseAll() {
        chromium.driver().findElement(By.cssSelector("#range input[value='0']")).click();
        await().atMost(PATIENCE).until(() -> points("lag-chart", "lag") >= SyntheticMorning.MINUTES);
    }

    /** Pixels of a chart that are not transparent. */
    private static long inked(String chart) {
        return (Long) script("const canvas = document.querySelector('#" + chart + " canvas'); if (!canvas) return 0;"
                + "const copy = document.createElement('canvas'); copy.width = canvas.width; copy.height = canvas.height;"
                + "const pen = copy.getContext('2d', {willReadFrequently: true}); pen.drawImage(canvas, 0, 0);"
                + "const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;"
                + "let count = 0; for (let i = 3; i < data.length; i += 4) if (data[i]) count++; return count");
    }

    private static long points(String chart, String name) {
        return (Long) script("return " + series(chart, name) + ".data.length");
    }

    private static long measured(String chart, String name) {
        return (Long)
                script("return " + series(chart, name) + ".data.filter(point => typeof point[1] === 'number').length");
    }

    private static String series(String chart, String name) {
        return "echarts.getInstanceByDom(document.getElementById('" + chart
                + "')).getOption().series.find(s => s.name === '" + name + "')";
    }

    private static Object script(String code) {
        return chromium.script(code);
    }

    private static String text(String selector) {
        return chromium.text(selector);
    }

    private static List<String> errors() {
        return chromium.errors();
    }
}
