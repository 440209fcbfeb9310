package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a fleet in a real browser, before a stand-in of the service. */
final class FleetPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int JOBS = 1_000;
    private static final int MAX_ROWS = 80;
    private static final List<Map<String, Object>> ROWS = SyntheticFleet.rows(JOBS);
    private static Chromium chromium;

    private final DashboardFeed feed = new DashboardFeed();
    private FleetServer server;

    @BeforeAll
    static void startBrowser() {
        boolean installed = Chromium.installed();
        if (!installed) {
            System.err.println(
                    "FleetPageIT is skipped: /usr/bin/chromium and /usr/bin/chromedriver are not installed.");
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
    void serve() throws Exception {
        chromium.size(1280, 900, 1);
        chromium.errors();
        server = new FleetServer(ROWS, feed, 0);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void showsEveryJobOfTheFleetWithFewRowsInTheDocument() {
        open("");
        assertThat(chromium.text("#status")).isEqualTo("Connected");
        assertThat(chromium.text("#found")).isEqualTo("1,000");
        assertThat(chromium.script("return document.getElementById('jobs').getAttribute('aria-rowcount')"))
                .isEqualTo("1001");
        assertThat(rowsInDocument()).isBetween(10L, MAX_ROWS - 1L);
        assertThat(chromium.text(".figure:first-child"))
                .contains("1,000")
                .contains("950 served, 16 waiting, 23 overdue, 11 invalid");
        assertThat(chromium.text(".figure:last-child")).contains("3", "5 at once are allowed");
        assertThat(chromium.text("#states label:nth-of-type(4)")).isEqualTo("Overdue 23");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void showsTheFiguresOfAJob() {
        open("#q=orders-0800");
        assertThat(chromium.text(".rows .state")).isEqualTo("Served");
        assertThat(chromium.text(".rows .slots")).matches("[\\d,]+ \u2192 [\\d,]+");
        assertThat(chromium.text(".rows .peak")).matches("[\\d.,kM]+ at 14:\\d\\d");
        assertThat(chromium.text(".rows .lag").replace('\u00a0', ' ')).matches("[\\d.]+ s / 60 s");
        assertThat(chromium.text(".rows .saved")).matches("\\d+ %");
        assertThat(chromium.text(".rows .findings")).startsWith("Hold");
        assertThat(chromium.script("return document.querySelector('.rows .spark.load').getAttribute('aria-label')"))
                .asString()
                .matches(".+ to .+ records/s in 24 hours");
    }

    @Test
    void whatIsNotKnownIsAGapInAPicture() {
        open("#q=orders-0056"); // without four half hours
        for (String kind : List.of("load", "slots")) {
            assertThat(chromium.script(
                            "return document.querySelector('.rows .spark." + kind + " .line').getAttribute('d')"))
                    .asString()
                    .containsPattern("^M[^M]+M[^M]+$");
        }
    }

    @Test
    void scrollsToTheLastJob() {
        open("");
        chromium.script("scrollTo(0, document.body.scrollHeight)");
        await().atMost(PATIENCE)
                .until(() -> !chromium.driver()
                        .findElements(By.cssSelector(".row[aria-rowindex='1001']"))
                        .isEmpty());
        assertThat(chromium.text(".row[aria-rowindex='1001'] .name")).isEqualTo("sessions-0996");
        assertThat(rowsInDocument()).isLessThan(MAX_ROWS);
        assertThat((boolean) chromium.script("return document.querySelector(\".row[aria-rowindex='1001']\")"
                        + ".getBoundingClientRect().bottom <= innerHeight"))
                .isTrue();
    }

    @Test
    void everyRowLiesBelowTheOneBeforeIt() {
        open("#state=invalid");
        chromium.driver()
                .findElement(By.cssSelector(".row[aria-rowindex='3'] .opens"))
                .click();
        assertThat(chromium.script("const rows = [...document.querySelectorAll('.rows .row')];"
                        + "return rows.every((row, i) => i === 0 || Math.abs(row.getBoundingClientRect().top"
                        + " - rows[i - 1].getBoundingClientRect().bottom) < 1)"))
                .isEqualTo(true);
    }

    @Test
    void findsJobsByWordsAndKeepsThemInTheAddress() {
        open("");
        chromium.driver().findElement(By.id("text")).sendKeys("SESSIONS shop");
        long expected = ROWS.stream()
                .filter(row -> row.get("name").toString().startsWith("sessions"))
                .filter(row -> "shop".equals(row.get("namespace")))
                .count();
        assertThat(chromium.text("#found")).isEqualTo(expected + " of 1,000");
        assertThat(shown(".name")).allMatch(name -> name.startsWith("sessions"));
        assertThat(chromium.driver().getCurrentUrl()).endsWith("#q=SESSIONS+shop");
        chromium.driver().navigate().refresh();
        await().atMost(PATIENCE).until(() -> chromium.text("#found").equals(expected + " of 1,000"));
        assertThat(chromium.driver().findElement(By.id("text")).getDomProperty("value"))
                .isEqualTo("SESSIONS shop");
        chromium.driver().findElement(By.id("text")).sendKeys(" nowhere");
        assertThat(chromium.text("#none")).isEqualTo("No job is like that.");
        assertThat(rowsInDocument()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "load, demand",
        "slots, slots",
        "peak, forecastPeak",
        "saved, savedShare",
    })
    void sortsByFiguresWithWhatIsUnknownLast(String column, String figure) {
        open("");
        Comparator<Map<String, Object>> ascending =
                Comparator.comparingDouble(row -> ((Number) row.get(figure)).doubleValue());
        List<Map<String, Object>> known =
                ROWS.stream().filter(row -> row.containsKey(figure)).toList();
        sortBy(column);
        assertThat(chromium.driver().getCurrentUrl()).endsWith("#sort=-" + column);
        assertThat(figureOf(shown(".name").get(0), figure))
                .isEqualTo(known.stream().max(ascending).orElseThrow().get(figure));
        sortBy(column);
        assertThat(figureOf(shown(".name").get(0), figure))
                .isEqualTo(known.stream().min(ascending).orElseThrow().get(figure));
        chromium.script("scrollTo(0, document.body.scrollHeight)");
        await().atMost(PATIENCE).until(() -> shown(".state").contains("Invalid"));
    }

    @ParameterizedTest
    @CsvSource({
        "namespace, ascending, .namespace, analytics",
        "state, ascending, .state, Invalid",
        "findings, descending, .badge, 2",
        "name, descending, .name, sessions-0996",
    })
    void sortsByWords(String column, String direction, String cell, String first) {
        open("");
        sortBy(column);
        assertThat(chromium.script("return document.querySelector('[data-column=" + column + "]').ariaSort"))
                .isEqualTo(direction);
        assertThat(shown(cell).get(0)).isEqualTo(first);
    }

    @Test
    void sortsByLagAgainstItsObjective() {
        List<Map<String, Object>> two = List.of(
                Map.of(
                        "name",
                        "strict",
                        "state",
                        "served",
                        "lagSeconds",
                        5,
                        "lagObjectiveSeconds",
                        4,
                        "problems",
                        List.of(),
                        "conditions",
                        List.of()),
                Map.of(
                        "name",
                        "lax",
                        "state",
                        "served",
                        "lagSeconds",
                        50,
                        "lagObjectiveSeconds",
                        600,
                        "problems",
                        List.of(),
                        "conditions",
                        List.of()));
        server.answers(two, List.of());
        openWhenFound("#sort=-lag", "2");
        assertThat(shown(".name")).containsExactly("strict", "lax");
        assertThat(chromium.driver().findElements(By.cssSelector(".rows .lag.bad")))
                .hasSize(1);
    }

    @Test
    void aViewThatWasSharedOpensAsItWas() {
        open("#q=shop&state=overdue&sort=-slots");
        assertThat(shown(".state")).isNotEmpty().containsOnly("Overdue");
        assertThat(shown(".namespace")).containsOnly("shop");
        assertThat(chromium.driver()
                        .findElement(By.cssSelector("#states input[value='overdue']"))
                        .isSelected())
                .isTrue();
    }

    @Test
    void aClickLeadsToTheJobsPageAndItsPageBack() {
        new SyntheticMorning().events().forEach(feed::publish);
        open("#q=orders-0008");
        chromium.driver().findElement(By.cssSelector(".rows .saved")).click();
        await().atMost(PATIENCE).until(() -> chromium.text("#clock").equals("09:09"));
        assertThat(chromium.driver().getCurrentUrl()).isEqualTo(server.url() + "jobs/orders-0008/");
        assertThat(chromium.text("#status")).isEqualTo("Running");
        chromium.driver().findElement(By.id("fleet")).click();
        await().atMost(PATIENCE).until(() -> chromium.text("#found").equals("1,000"));
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void aJobThatIsWrongShowsEveryProblemAndLeadsNowhere() {
        open("#state=invalid");
        assertThat(chromium.text(".rows .row:first-child .findings"))
                .contains("2", "planner.maxTaskManagers is 0: must be 1 to 10000");
        assertThat(chromium.driver().findElements(By.cssSelector(".rows a[href]")))
                .isEmpty();
        WebElement button = chromium.driver().findElement(By.cssSelector(".rows .row:first-child .opens"));
        button.click();
        assertThat(button.getDomAttribute("aria-expanded")).isEqualTo("true");
        assertThat(chromium.text(".rows .row:first-child .more")).contains("flink.url is 'jobmanager:8081'");
        button.click();
        assertThat(chromium.driver()
                        .findElement(By.cssSelector(".rows .row:first-child .more"))
                        .isDisplayed())
                .isFalse();
    }

    @Test
    void aJobThatIsWrongButServedAsItWasBeforeHasItsPage() {
        Map<String, Object> row = new HashMap<>(ROWS.get(5));
        row.put("state", "invalid");
        row.put("problems", List.of("planner.maxTaskManagers is 0: must be 1 to 10000"));
        server.answers(List.of(row), List.of());
        openWhenFound("", "1");
        assertThat(chromium.driver().findElement(By.cssSelector(".rows a")).getDomAttribute("href"))
                .isEqualTo("/jobs/fraud-score-0005/");
        assertThat(chromium.text(".rows .badge")).isEqualTo("1");
    }

    @Test
    void twoJobsOfOneNameAreTwoRows() {
        Map<String, Object> twin = Map.of(
                "name",
                "twin",
                "state",
                "invalid",
                "problems",
                List.of("job 'twin' is there twice"),
                "conditions",
                List.of());
        server.answers(List.of(twin, twin), List.of());
        openWhenFound("", "2");
        assertThat(shown(".name")).containsExactly("twin", "twin");
    }

    @Test
    void whatJobsAreCalledIsTextAndNothingElse() {
        String evil = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">";
        Map<String, Object> row = Map.of(
                "name",
                evil,
                "namespace",
                evil,
                "state",
                evil,
                "reason",
                evil,
                "mode",
                evil,
                "problems",
                List.of(evil + "x".repeat(500)),
                "conditions",
                List.of(evil));
        server.answers(List.of(row), List.of(evil));
        openWhenFound("", "1");
        chromium.driver().findElement(By.cssSelector(".opens")).click();
        assertThat(chromium.text(".rows .name")).startsWith("<script>");
        assertThat(chromium.text(".more")).contains("<img src=x");
        assertThat(chromium.text("#problems")).contains("<script>");
        assertThat(chromium.script("return document.title")).isEqualTo("Fleet \u2013 Foretide");
        assertThat(chromium.driver().findElements(By.cssSelector("main script, main img")))
                .isEmpty();
        assertThat(chromium.script("return document.documentElement.scrollWidth"))
                .isEqualTo(1280L);
        assertThat(chromium.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1280, light",
        "1280, dark",
        "1100, light",
        "981, light",
        "768, light",
        "390, light",
        "390, dark",
        "320, light"
    })
    void nothingSticksOutSideways(int width, String scheme) {
        chromium.size(width, 844, 1);
        chromium.scheme(scheme);
        try {
            open("#sort=state");
            chromium.driver().findElement(By.cssSelector(".rows .opens")).click();
            assertThat(chromium.script("return document.documentElement.scrollWidth"))
                    .isEqualTo((long) width);
            assertThat(chromium.script("return [...document.querySelectorAll('body *')]"
                            + ".filter(e => !e.closest('.skip, .sr-only') && e.getBoundingClientRect().right > innerWidth + 0.5)"
                            + ".map(e => e.outerHTML.slice(0, 80))"))
                    .isEqualTo(List.of());
            assertThat(rowsInDocument()).isBetween(5L, MAX_ROWS - 1L);
            assertThat(chromium.errors()).isEmpty();
        } finally {
            chromium.scheme("light");
        }
    }

    @Test
    void aPhoneSortsByAList() {
        chromium.size(390, 844, 1);
        open("");
        chromium.driver()
                .findElement(By.cssSelector("#sort option[value='state']"))
                .click();
        assertThat(shown(".state").get(0)).isEqualTo("Invalid");
        chromium.driver().findElement(By.id("turn")).click();
        assertThat(shown(".state").get(0)).isEqualTo("Served");
        assertThat(chromium.driver().getCurrentUrl()).endsWith("#sort=-state");
    }

    @Test
    void theArrowsWalkThroughTheJobsAndTheFocusStaysWhereItIs() {
        open("");
        chromium.driver()
                .findElement(By.cssSelector(".rows .row:first-child a"))
                .sendKeys(Keys.ARROW_DOWN, Keys.NULL);
        assertThat(focused()).isEqualTo("clickstream-0009");
        chromium.script("scrollTo(0, 20000)");
        await().atMost(PATIENCE).until(() -> shown(".name").stream().anyMatch(name -> name.startsWith("orders")));
        assertThat(focused()).isEqualTo("clickstream-0009");
        chromium.driver().switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
        assertThat(focused()).isEqualTo("clickstream-0017");
        assertThat(rowsInDocument()).isLessThan(MAX_ROWS);
    }

    @Test
    void whatChangesArrivesWithoutReloading() {
        server.answers(ROWS.subList(0, 8), List.of());
        openWhenFound("#q=fraud-score-0005", "1 of 8");
        chromium.driver().findElement(By.cssSelector(".opens")).click();
        Map<String, Object> row = new HashMap<>(ROWS.get(5));
        row.put("conditions", List.of("no fresh forecast"));
        List<Map<String, Object>> changed = new ArrayList<>(ROWS.subList(0, 9));
        changed.set(5, row);
        server.answers(changed, List.of("jobs.d/x.yaml cannot be read"));
        await().atMost(PATIENCE).until(() -> chromium.text("#found").equals("1 of 9"));
        assertThat(chromium.text(".rows .findings")).contains("no fresh forecast");
        assertThat(chromium.text(".rows .more")).contains("no fresh forecast", "Why");
        assertThat(chromium.text("#problems")).contains("jobs.d/x.yaml cannot be read");
    }

    @Test
    void saysThatTheServiceIsGoneAndComesBackByItself() throws Exception {
        server.answers(ROWS.subList(0, 8), List.of());
        openWhenFound("", "8");
        int port = server.port();
        server.close();
        await().atMost(PATIENCE).until(() -> chromium.text("#status").equals("Connection lost"));
        assertThat(chromium.text("#banner")).contains("is lost", "Trying again", "What is shown is from");
        assertThat(shown(".name")).hasSize(8);
        server = new FleetServer(ROWS.subList(0, 7), feed, port);
        await().atMost(PATIENCE).until(() -> chromium.text("#found").equals("7"));
        assertThat(chromium.text("#status")).isEqualTo("Connected");
        assertThat(chromium.driver().findElement(By.id("banner")).isDisplayed()).isFalse();
    }

    @Test
    void aFleetWithoutAJobSaysSo() {
        server.answers(List.of(), List.of());
        chromium.driver().get(server.url());
        await().atMost(PATIENCE).until(() -> chromium.text("#none").equals("The fleet has no job yet."));
        assertThat(chromium.errors()).isEmpty();
    }

    private void open(String hash) {
        openWhenFound(hash, "1,000");
    }

    /** Opens a view, and waits until so many jobs are said to be found. */
    private void openWhenFound(String hash, String found) {
        chromium.driver().get("about:blank"); // another part of an open page would not be loaded
        chromium.driver().get(server.url() + hash);
        await().atMost(PATIENCE).until(() -> chromium.text("#status").equals("Connected"));
        await().atMost(PATIENCE).until(() -> chromium.text("#found").endsWith(found));
    }

    private static void sortBy(String column) {
        chromium.driver()
                .findElement(By.cssSelector("[data-column='" + column + "'] button"))
                .click();
    }

    private static Object figureOf(String name, String figure) {
        return ROWS.stream()
                .filter(row -> name.equals(row.get("name")))
                .findFirst()
                .orElseThrow()
                .get(figure);
    }

    private static long rowsInDocument() {
        return (Long) chromium.script("return document.querySelectorAll('.rows .row').length");
    }

    private static String focused() {
        return (String) chromium.script("return document.activeElement.textContent");
    }

    /** What stands in a cell of each row in the document, from top to bottom. */
    private static List<String> shown(String cell) {
        return ((List<?>) chromium.script(
                        "return [...document.querySelectorAll('.rows .row')].sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)"
                                + ".map(row => row.querySelector(arguments[0]).innerText)",
                        cell))
                .stream().map(String::valueOf).toList();
    }
}
