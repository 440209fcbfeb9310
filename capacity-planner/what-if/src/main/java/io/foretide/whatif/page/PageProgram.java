package io.foretide.whatif.page;

import java.util.List;
import java.util.regex.Pattern;

/** The modules of a page as one program: a file cannot import its neighbours without a server. */
public final class PageProgram {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*;\\R");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

    private PageProgram() {}

    /** The modules without imports and exports, one after the other: each after those it imports, no name in two of them. */
    public static String of(List<String> modules) {
        StringBuilder code = new StringBuilder();
        for (String module : modules) {
            String text = IMPORT.matcher(module).replaceAll("");
            code.append(EXPORT.matcher(text).replaceAll("")).append('\n');
        }
        return code.toString();
    }
}
