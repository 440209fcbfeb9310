package io.foretide.whatif.page;

/** JSON that stands inside a page. */
public final class InlineJson {
    private InlineJson() {}

    /**
     * JSON that may stand inside a {@code <script>} element: no {@code <}, {@code >} or {@code &} is left that could end it
     * or open a comment, nor a line separator that a script would take for the end of a line.
     */
    public static String forScript(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
