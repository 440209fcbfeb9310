package io.foretide.scaler.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects the checks of a group. Not thread-safe. */
final class Checks {
    private final String group;
    private final List<Check> made = new ArrayList<>();

    Checks(String group) {
        this.group = group;
    }

    /** A check that asks somebody else. */
    @FunctionalInterface
    interface Asking {
        Finding find() throws IOException;
    }

    void add(String name, Finding finding) {
        made.add(new Check(group, name, finding));
    }

    /** Makes a check; whoever it asks may not answer. */
    void ask(String name, Asking check) {
        try {
            add(name, check.find());
        } catch (IOException e) {
            add(name, Finding.noAnswer(firstLine(e)));
        }
    }

    List<Check> made() {
        return List.copyOf(made);
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
