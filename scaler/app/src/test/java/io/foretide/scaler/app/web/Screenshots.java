package io.foretide.scaler.app.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Pictures of the dashboard at 1280 and 390 px, light and dark: {@code Screenshots URL FOLDER [NAME]}. With {@code -}
 * for a URL it serves the synthetic morning itself and adds its report; with {@code fleet} a synthetic fleet.
 */
public final class Screenshots {
    private static final int MAX_HEIGHT = 16_000;

    private Screenshots() {}

    /** Takes the four pictures. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("Usage: Screenshots URL|-|fleet FOLDER [NAME]");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        String name = arguments.length > 2 ? arguments[2] : "dashboard";
        if (arguments[0].equals("-")) {
            DashboardFeed feed = new DashboardFeed();
            new SyntheticMorning().events().forEach(feed::publish);
            try (DashboardServer server = new DashboardServer(feed, 0)) {
                take(server.url(), folder, name);
            }
            Path report = folder.resolve("report.html").toAbsolutePath();
            Files.writeString(report, ReportPage.render(feed.replay(), SyntheticMorning.rows()));
            take(report.toUri().toString(), folder, "report");
        } else if (arguments[0].equals("fleet")) {
            try (FleetServer server = new FleetServer(SyntheticFleet.rows(1_000), new DashboardFeed(), 0)) {
                take(server.url(), folder, "fleet");
            }
        } else {
            take(arguments[0], folder, name);
        }
    }

    private static void take(String url, Path folder, String name) throws Exception {
        try (Chromium chromium = new Chromium()) {
            for (String scheme : new String[] {"light", "dark"}) {
                for (int width : new int[] {1280, 390}) {
                    chromium.size(width, width == 1280 ? 900 : 844, 1);
                    chromium.scheme(scheme);
                    chromium.driver().get(url);
                    new WebDriverWait(chromium.driver(), Duration.ofSeconds(20))
                            .until(driver -> driver.findElements(By.cssSelector("#load-chart canvas, .rows .spark"))
                                            .size()
                                    > 0);
                    Thread.sleep(1_000);
                    Path file = folder.resolve(name + "-" + width + "-" + scheme + ".png");
                    Files.write(file, Base64.getDecoder().decode(picture(chromium)));
                    System.err.println(file);
                }
            }
        }
    }

    /** Of the whole page; of the window where the page is longer than a picture can be. */
    private static String picture(Chromium chromium) {
        boolean whole = Boolean.TRUE.equals(
                chromium.driver().executeScript("return document.documentElement.scrollHeight < " + MAX_HEIGHT));
        Map<String, Object> answer = chromium.driver()
                .executeCdpCommand("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
        return (String) answer.get("data");
    }
}
