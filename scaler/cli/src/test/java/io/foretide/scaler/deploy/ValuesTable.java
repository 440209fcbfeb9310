package io.foretide.scaler.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of values.yaml that begin with {@code # --}, as the table of the chart's README. */
final class ValuesTable {
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):(.*)");

    private final List<String> path = new ArrayList<>();
    private final List<String> comment = new ArrayList<>();
    private final StringBuilder table = new StringBuilder("| value | default | |\n|---|---|---|\n");

    private ValuesTable() {}

    static String of(List<String> valuesYaml) {
        ValuesTable values = new ValuesTable();
        valuesYaml.forEach(values::line);
        return values.table.toString();
    }

    private void line(String line) {
        Matcher key = KEY.matcher(line);
        if (line.strip().startsWith("#")) {
            comment.add(line.strip().substring(1).strip());
        } else {
            if (key.matches()) {
                key(key.group(1).length() / 2, key.group(2), key.group(3).strip());
            }
            comment.clear();
        }
    }

    private void key(int depth, String name, String value) {
        path.subList(depth, path.size()).clear();
        path.add(name);
        if (!comment.isEmpty() && comment.get(0).startsWith("-- ")) {
            String text = String.join(" ", comment);
            String shown = value.isEmpty() ? "see values.yaml" : "`" + value + "`";
            table.append("| `%s` | %s | %s |\n".formatted(String.join(".", path), shown, text.substring(3)));
        }
    }
}
