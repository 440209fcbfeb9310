package io.foretide.scaler.control.checks;

import io.foretide.telemetry.UnreadException;
import io.foretide.telemetry.access.HttpAccessException;
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
            add(name, failed(e));
        }
    }

    /** What it means that somebody who was asked has not told: who answers, and wrongly, is not silent. */
    public static Finding failed(IOException e) {
        if (e instanceof HttpAccessException access) {
            return Finding.problem(firstLine(e), Finding.Fix.ours(access.setting()));
        }
        return e instanceof UnreadException ? Finding.problem(firstLine(e)) : Finding.noAnswer(firstLine(e));
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
