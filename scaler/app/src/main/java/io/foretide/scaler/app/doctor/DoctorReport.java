package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.ExitCode;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.text.Counted;
import io.foretide.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that the doctor found. */
public record DoctorReport(List<Check> checks) {
    private static final int MAX_WIDTH = 40;

    public DoctorReport {
        checks = List.copyOf(checks);
    }

    /** {@link ExitCode#UNREACHABLE} if something does not answer, else {@link ExitCode#CHECK} if something is in the way. */
    public ExitCode exitCode() {
        if (count(Level.NO_ANSWER) > 0) {
            return ExitCode.UNREACHABLE;
        }
        return count(Level.PROBLEM) > 0 ? ExitCode.CHECK : ExitCode.OK;
    }

    public long count(Level level) {
        return checks.stream().filter(check -> check.finding().level() == level).count();
    }

    /** For programs. */
    public String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("good", exitCode() == ExitCode.OK);
        report.put("checks", checks);
        return Json.pretty(report) + System.lineSeparator();
    }

    /** For people. */
    public String table() {
        int longest =
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        int width = Math.max(1, Math.min(MAX_WIDTH, longest));
        StringBuilder text = new StringBuilder();
        String group = "";
        for (Check check : checks) {
            if (!check.group().equals(group)) {
                group = check.group();
                text.append(text.isEmpty() ? "" : "\n").append(group).append('\n');
            }
            text.append(String.format(
                    "  %-9s  %-" + width + "s  %s%n",
                    check.finding().level(),
                    check.name(),
                    check.finding().found()));
            check.finding().fix().ifPresent(fix -> append(text, fix));
        }
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    private static void append(StringBuilder text, Fix fix) {
        text.append(" ".repeat(13))
                .append(fix.where().equals(Fix.RUN) ? "run:" : "add to " + fix.where() + ":")
                .append('\n');
        fix.text()
                .lines()
                .forEach(line -> text.append(" ".repeat(15)).append(line).append('\n'));
    }

    private String verdict() {
        return Counted.of(checks.size(), "check") + ": " + count(Level.OK) + " ok, "
                + Counted.of(count(Level.WARNING), "warning") + ", " + Counted.of(count(Level.PROBLEM), "problem")
                + ", "
                + count(Level.NO_ANSWER) + " without an answer";
    }
}
