package io.foretide.whatif.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A comparison of policies as one HTML file that needs no server and loads nothing: its style, its code, ECharts and the figures
 * are inside, and its content security policy admits nothing else.
 */
public final class SimulationPage {
    private SimulationPage() {}

    /**
     * The page.
     *
     * @param json the figures and the course of a comparison, as {@code simulation.js} reads them
     */
    public static String render(String json) {
        String style = PageFiles.SHARED.text("simulation.css");
        String library = PageFiles.SHARED.text(PageFiles.ECHARTS);
        String code = PageFiles.SHARED.text("simulation.js");
        String icon = Base64.getEncoder().encodeToString(PageFiles.SHARED.bytes("favicon.svg"));
        String policy =
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
                        + source(style) + "; script-src " + source(library) + " " + source(code) + "\">";
        return PageFiles.SHARED
                .text("simulation.html")
                .replace("<meta name=\"foretide-policy\">", policy)
                .replace("href=\"favicon.svg\"", "href=\"data:image/svg+xml;base64," + icon + "\"")
                .replace("<link rel=\"stylesheet\" href=\"simulation.css\">", "<style>" + style + "</style>")
                .replace("<script src=\"echarts/echarts.min.js\"></script>", "<script>" + library + "</script>")
                .replace(
                        "<script src=\"simulation.js\"></script>",
                        "<script type=\"application/json\" id=\"simulation\">" + InlineJson.forScript(json)
                                + "</script>\n<script>" + code + "</script>");
    }

    private static String source(String content) {
        return "'sha256-" + Digests.sha256(content.getBytes(StandardCharsets.UTF_8)) + "'";
    }
}
