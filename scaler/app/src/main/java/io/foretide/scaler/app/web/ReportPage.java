package io.foretide.scaler.app.web;

import io.foretide.text.Json;
import io.foretide.whatif.page.PageProgram;
import io.foretide.whatif.page.StandalonePage;
import java.util.List;

/** The dashboard of a finished run as a {@link StandalonePage}. */
public final class ReportPage {
    private ReportPage() {}

    /**
     * A row of the table at the end.
     *
     * @param policy who decided
     * @param slotMinutes slots paid for x minutes
     * @param violationMinutes minutes whose largest lag exceeded the objective
     * @param worstLagSeconds largest lag
     * @param note such as "as it ran" or "simulated on the same minutes"
     */
    public record Row(
            String policy,
            double slotMinutes,
            int violationMinutes,
            double worstLagSeconds,
            int rescales,
            String note) {}

    /**
     * The report.
     *
     * @param events those of a {@link DashboardFeed#replay()}
     * @param rows the table at the end, best first shown first; none hides it
     */
    public static String render(List<DashboardEvent> events, List<Row> rows) {
        String data = "{\"events\":" + Json.line(events.toArray(DashboardEvent[]::new)) + ",\"rows\":" + Json.line(rows)
                + "}";
        return new StandalonePage(
                        DashboardFiles.FILES.text("index.html"),
                        "dashboard.css",
                        DashboardFiles.FILES.text("dashboard.css"),
                        "<script type=\"module\" src=\"/main.js\"></script>",
                        program())
                .with("report-data", data);
    }

    static String program() {
        return PageProgram.of(DashboardFiles.MODULES.stream()
                .map(module -> DashboardFiles.of(module).text(module))
                .toList());
    }
}
