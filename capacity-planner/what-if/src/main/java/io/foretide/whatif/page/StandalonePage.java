package io.foretide.whatif.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A page as one HTML file that needs no server and loads nothing: icon, style, ECharts, data and code are inside, and its content
 * security policy admits nothing else.
 *
 * @param html with {@code <meta name="foretide-policy">} where the policy goes, and links from the root to the files that are put
 *     inside; that of {@link PageFiles#TOKENS} stands before that of the style
 * @param styleName the file of the style, as the page links it
 * @param style its content
 * @param script the element that loads the code, as it stands in the page
 * @param code the code that runs instead, a module
 */
public record StandalonePage(String html, String styleName, String style, String script, String code) {
    private static final String LIBRARY = "<script src=\"/" + PageFiles.ECHARTS + "\"></script>";

    /**
     * The file.
     *
     * @param dataId id of the element with the data
     * @param json the data
     */
    public String with(String dataId, String json) {
        String library = PageFiles.SHARED.text(PageFiles.ECHARTS);
        String icon = Base64.getEncoder().encodeToString(PageFiles.SHARED.bytes(PageFiles.ICON));
        String page = replace(html, "<meta name=\"foretide-policy\">", policy(library));
        page = replace(page, "href=\"/" + PageFiles.ICON + "\"", "href=\"data:image/svg+xml;base64," + icon + "\"");
        page = replace(page, link(PageFiles.TOKENS) + "\n" + link(styleName), "<style>" + styles() + "</style>");
        page = replace(page, LIBRARY, "<script>" + library + "</script>");
        return replace(
                page,
                script,
                "<script type=\"application/json\" id=\"" + dataId + "\">" + InlineJson.forScript(json) + "</script>\n"
                        + "<script type=\"module\">" + code + "</script>");
    }

    private String styles() {
        return PageFiles.SHARED.text(PageFiles.TOKENS) + "\n" + style;
    }

    private static String link(String name) {
        return "<link rel=\"stylesheet\" href=\"/" + name + "\">";
    }

    private String policy(String library) {
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
                + source(styles()) + "; script-src " + source(library) + " " + source(code) + "\">";
    }

    private static String source(String content) {
        return "'sha256-" + Digests.sha256(content.getBytes(StandardCharsets.UTF_8)) + "'";
    }

    private static String replace(String page, String tag, String content) {
        if (!page.contains(tag)) {
            throw new IllegalStateException("the page has no " + tag);
        }
        return page.replace(tag, content);
    }
}
