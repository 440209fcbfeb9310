package io.foretide.scaler.app.web;

import io.foretide.whatif.page.Digests;
import io.foretide.whatif.page.InlineJson;
import io.foretide.whatif.page.PageFiles;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The dashboard of a finished run as one HTML file that needs no server and loads nothing: its style, its code, ECharts and the
 * events are inside, and its content security policy admits nothing else.
 */
public final class ReportPage {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*;\\R");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

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
        String style = DashboardFiles.FILES.text("dashboard.css");
        String library = PageFiles.SHARED.text(PageFiles.ECHARTS);
        String code = program();
        String data = "{\"events\":" + DashboardJson.of(events) + ",\"rows\":" + DashboardJson.write(rows) + "}";
        String icon = Base64.getEncoder().encodeToString(PageFiles.SHARED.bytes(PageFiles.ICON));
        String page = DashboardFiles.FILES.text("index.html");
        page = replace(page, "<meta name=\"foretide-policy\">", policy(style, library, code));
        page = replace(page, "href=\"favicon.svg\"", "href=\"data:image/svg+xml;base64," + icon + "\"");
        page = replace(page, "<link rel=\"stylesheet\" href=\"dashboard.css\">", "<style>" + style + "</style>");
        page = replace(page, "<script src=\"echarts/echarts.min.js\"></script>", "<script>" + library + "</script>");
        return replace(
                page,
                "<script type=\"module\" src=\"main.js\"></script>",
                "<script type=\"application/json\" id=\"report-data\">" + InlineJson.forScript(data) + "</script>\n"
                        + "<script type=\"module\">" + code + "</script>");
    }

    /** The modules as one: a file cannot import its neighbours without a server. */
    static String program() {
        StringBuilder code = new StringBuilder();
        for (String module : DashboardFiles.MODULES) {
            String text = IMPORT.matcher(DashboardFiles.FILES.text(module)).replaceAll("");
            code.append(EXPORT.matcher(text).replaceAll("")).append('\n');
        }
        return code.toString();
    }

    private static String policy(String style, String library, String code) {
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
                + source(style) + "; script-src " + source(library) + " " + source(code) + "\">";
    }

    private static String source(String content) {
        return "'sha256-" + Digests.sha256(content.getBytes(StandardCharsets.UTF_8)) + "'";
    }

    private static String replace(String page, String tag, String content) {
        if (!page.contains(tag)) {
            throw new IllegalStateException("index.html has no " + tag);
        }
        return page.replace(tag, content);
    }
}
