package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.scaler.app.web.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The page of {@code foretide simulate --html} in a real browser. */
final class SimulationPageIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1280, light", "390, dark"})
    void drawsEverythingWithoutAComplaintAndWithoutASidewaysScroll(int width, String scheme) throws Exception {
        assumeTrue(Chromium.installed(), "no Chromium");
        Path page = SimulateRun.page(folder);
        try (Chromium chromium = new Chromium()) {
            ChromeDriver driver = chromium.driver();
            chromium.size(width, 900, 1);
            chromium.scheme(scheme);
            driver.get(page.toUri().toString());
            assertThat(driver.findElements(By.cssSelector(".plot canvas"))).hasSize(4);
            assertThat(driver.findElements(By.cssSelector("#figures tbody tr"))).hasSize(3);
            assertThat(driver.findElements(By.cssSelector("#legend button"))).hasSize(3);
            driver.findElements(By.cssSelector("#legend button")).get(0).click();
            assertThat(driver.executeScript("return document.documentElement.scrollWidth"))
                    .isEqualTo((long) width);
            assertThat(driver.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        }
    }

    @Test
    void isOneFileOfModestSizeThatLoadsNothing() throws Exception {
        Path page = SimulateRun.page(folder);
        assertThat(Files.size(page)).isBetween(500_000L, 5_000_000L);
        String text = Files.readString(page);
        assertThat(text).contains("Content-Security-Policy").doesNotContain("<link rel=\"stylesheet\"", "script src=");
    }
}
