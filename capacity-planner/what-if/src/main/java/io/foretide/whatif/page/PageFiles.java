package io.foretide.whatif.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The files of a page, read from the class path.
 *
 * @param beside the class in whose package they lie
 */
public record PageFiles(Class<?> beside) {
    /** Files that all pages share. */
    public static final PageFiles SHARED = new PageFiles(PageFiles.class);

    /** The charts' library, of the shared files. */
    public static final String ECHARTS = "echarts/echarts.min.js";

    /** The icon, of the shared files. */
    public static final String ICON = "favicon.svg";

    /** The colours of all pages, of the shared files. */
    public static final String TOKENS = "tokens.css";

    /** What all charts have in common, of the shared files. */
    public static final String CHART = "chart.js";

    /** A file's content. */
    public byte[] bytes(String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + name + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's text. */
    public String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
