package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads public traces that do not ship with the project, where a folder with them is at hand. */
class PublicTracesTest {
    private static final Path FOLDER = Path.of(Optional.ofNullable(System.getProperty("FORETIDE_TRACES"))
            .or(() -> Optional.ofNullable(System.getenv("FORETIDE_TRACES")))
            .orElse("../../shared/datasets"));

    @BeforeEach
    void findFolder() {
        assumeTrue(
                Files.isDirectory(FOLDER),
                "no folder " + FOLDER.toAbsolutePath().normalize() + ": set FORETIDE_TRACES to a folder of traces");
    }

    @ParameterizedTest
    @CsvSource({
        "azure_vm_cpu_5min, value, 8640, PT5M",
        "google2019_cpu_5min, value, 8064, PT5M",
        "nab_elb_request_count_5min, value, 4040, PT5M",
        "nab_nyc_taxi_30min, value, 10322, PT30M",
        "nab_twitter_volume_aapl_5min, value, 15902, PT5M",
        "nab_twitter_volume_amzn_5min, value, 15831, PT5M",
        "nab_twitter_volume_fb_5min, value, 15833, PT5M",
        "nab_twitter_volume_goog_5min, value, 15842, PT5M",
        "nasa_http_1995_1min, value, 89280, PT1M",
        "nyc_uber_2014_04_06, pickups, 131040, PT1M",
        "nyc_uber_b02512_2014_04_09, pickups, 263520, PT1M",
        "nyc_weather_daily_central_park, precip_mm, 310, PT24H",
    })
    void readsEveryLoad(String file, String column, int rows, Duration step) {
        Trace trace = TraceReader.read(FOLDER.resolve(file + ".csv.gz"));
        assertThat(trace.size()).isEqualTo(rows);
        assertThat(trace.step()).isEqualTo(step);
        assertThat(trace.load(column)).hasSize(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure_vm_cpu_5min",
                "google2019_cpu_5min",
                "nab_elb_request_count_5min",
                "nab_nyc_taxi_30min",
                "nab_twitter_volume_aapl_5min",
                "nab_twitter_volume_amzn_5min",
                "nab_twitter_volume_fb_5min",
                "nab_twitter_volume_goog_5min",
                "nasa_http_1995_1min",
                "nyc_uber_2014_04_06",
                "nyc_uber_b02512_2014_04_09",
            })
    void setsNothingOfARealLoadAside(String file) {
        Trace trace = TraceReader.read(FOLDER.resolve(file + ".csv.gz"));
        TraceLoad load = TraceLoad.of(trace, Optional.empty(), Optional.empty());
        assertThat(load.description()).doesNotContain("set aside").doesNotContain("missing");
        double[] expected = trace.load(load.column());
        double[] rates = load.perSecond();
        for (int i = 0; i < rates.length; i++) {
            double seconds = trace.step().toSeconds();
            assertThat(rates[i]).isEqualTo(Double.valueOf(trace.observed(i) ? expected[i] / seconds : Double.NaN));
        }
    }

    @Test
    void readsHourlyWeatherWithItsFourMissingHours() {
        Path file = FOLDER.resolve("nyc_weather_hourly_jfk.csv.gz");
        Trace trace = TraceReader.read(file);
        assertThat(trace.size()).isEqualTo(7412 + 4);
        assertThat(trace.column("temp_c")).hasSize(7416);
        assertThat(trace.observed("temp_c")).hasSize(7416).contains(false);
        assertThatThrownBy(() -> trace.load("temp_c")).isInstanceOf(TraceFormatException.class);
    }

    @Test
    void refusesTheListOfEvents() {
        assertThatThrownBy(() -> TraceReader.read(FOLDER.resolve("nyc_events.csv.gz")))
                .isInstanceOf(TraceFormatException.class);
    }
}
