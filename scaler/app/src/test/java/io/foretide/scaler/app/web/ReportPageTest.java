package io.foretide.scaler.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.planner.decision.Direction;
import io.foretide.text.Json;
import io.foretide.whatif.page.PageFiles;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportPageTest {
    private static final String EVIL = "</script><script>alert(1)</script><!-- & \u2028 \"quoted\"";

    @Test
    void writesTimesAsIsoStringsAndEmptyValuesAsNull() {
        String json = Json.line(new DashboardEvent.Minute(
                SyntheticMorning.START,
                "running",
                OptionalDouble.of(12.5),
                OptionalDouble.empty(),
                8,
                4,
                4,
                OptionalDouble.empty(),
                90,
                OptionalDouble.of(0.5)));
        assertThat(json)
                .isEqualTo(
                        "{\"event\":\"minute\",\"time\":\"2019-03-12T05:30:00Z\",\"status\":\"running\",\"demand\":12.5,"
                                + "\"lagSeconds\":null,\"slotsPlanned\":8,\"slotsRunning\":4,\"parallelism\":4,\"ratePerSlot\":null,"
                                + "\"leadTimeSeconds\":90.0,\"busyRatio\":0.5}");
    }

    @Test
    void everyEventNamesItsKindAlsoInAList() throws Exception {
        List<DashboardEvent> events = new SyntheticMorning().events();
        Set<String> kinds = new HashSet<>();
        for (JsonNode event : Json.tree(Json.line(events.toArray(DashboardEvent[]::new)))) {
            kinds.add(event.path("event").asText());
        }
        assertThat(kinds).containsExactlyInAnyOrder("job", "minute", "signals", "prediction", "decision", "outcome");
        assertThat(events)
                .allSatisfy(event -> assertThat(Json.line(event)).contains("\"event\":\"" + event.event() + "\""));
    }

    @Test
    void noTextCanLeaveTheScriptItStandsIn() throws Exception {
        String page = ReportPage.render(
                List.of(new DashboardEvent.Decision("d", SyntheticMorning.START, Direction.UP, 4, 8, EVIL)),
                List.of(new ReportPage.Row(EVIL, 1, 2, 3, 4, EVIL)));
        Matcher data = Pattern.compile("id=\"report-data\">(.*?)</script>").matcher(page);
        assertThat(data.find()).isTrue();
        assertThat(data.group(1)).doesNotContain("<", ">", "&", "\u2028");
        assertThat(page).doesNotContain("alert(1)</script>");
        JsonNode read = Json.tree(data.group(1));
        assertThat(read.at("/events/0/reason").asText()).isEqualTo(EVIL);
        assertThat(read.at("/rows/0/policy").asText()).isEqualTo(EVIL);
    }

    @Test
    void refersToNoOtherFile() {
        String page = ReportPage.render(List.of(), List.of());
        assertThat(page).doesNotContainPattern("<script[^>]* src=").doesNotContainPattern("<link[^>]*href=\"(?!data:)");
        assertThat(page).contains("script-src 'sha256-").doesNotContain("unsafe");
    }

    @Test
    void inlinedCodeCannotEndItsElement() {
        String library = PageFiles.SHARED.text(PageFiles.ECHARTS);
        assertThat(library).doesNotContain("</script", "<!--", "\r");
        assertThat(ReportPage.program()).doesNotContain("</script", "<!--", "\r");
        assertThat(DashboardFiles.FILES.text("dashboard.css")).doesNotContain("</style", "\r");
    }

    @Test
    void theModulesBecomeOneWithoutImportsAndWithoutNamesTakenTwice() {
        String program = ReportPage.program();
        assertThat(program).doesNotContainPattern("(?m)^(import|export) ");
        Matcher names =
                Pattern.compile("(?m)^(?:const|let|class|function) (\\w+)").matcher(program);
        Set<String> seen = new HashSet<>();
        while (names.find()) {
            assertThat(seen.add(names.group(1))).as("name %s", names.group(1)).isTrue();
        }
        assertThat(seen).contains("Model", "drawLoad", "render");
    }
}
