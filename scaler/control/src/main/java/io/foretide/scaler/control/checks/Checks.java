package io.foretide.scaler.control.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects the checks of a group. Not thread-safe. */
public final class Checks {
    private final String group;
    private final List<Check> checks = new ArrayList<>();

    public Checks(String group) {
        this.group = group;
    }

    /** A check that asks somebody else. */
    @FunctionalInterface
    public interface Asking {
        Finding find() throws IOException;
    }

    public void add(String name, Finding finding) {
        checks.add(new Check(group, name, finding));
    }

    /** Makes a check; whoever it asks may not answer. */
    public void ask(String name, Asking check) {
        try {
            add(name, check.find());
        } catch (IOException e) {
            add(name, Finding.noAnswer(firstLine(e)));
        }
    }

    public List<Check> all() {
        return List.copyOf(checks);
    }

    public static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
