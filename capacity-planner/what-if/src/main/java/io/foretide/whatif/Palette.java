package io.foretide.whatif;

import io.foretide.whatif.page.PageFiles;
import java.awt.Color;
import java.util.List;
import java.util.regex.Pattern;

/** The colours of the pages, for pictures: they are declared once, in the pages' {@code tokens.css}. */
final class Palette {
    private static final Pattern POLICY = Pattern.compile("--p\\d+: (#[0-9a-f]{6});");

    private Palette() {}

    /** The policies' colours on a light ground, in the order of the tables. */
    static List<Color> policies() {
        String tokens = PageFiles.SHARED.text(PageFiles.TOKENS);
        String light = tokens.substring(0, tokens.indexOf("prefers-color-scheme: dark"));
        return POLICY.matcher(light)
                .results()
                .map(colour -> Color.decode(colour.group(1)))
                .toList();
    }
}
