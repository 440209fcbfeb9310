package io.foretide.whatif;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foretide.whatif.SimulationResult.Policy;
import io.foretide.whatif.policy.ComparedPolicies;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every policy at every setting of its dial, as it is printed as JSON: a comparison, and which points another one dominates.
 *
 * @param result the comparison of all points
 * @param points in ascending slot-hours
 */
public record FrontierResult(@JsonUnwrapped SimulationResult result, List<Point> points) {
    private static final String CSV_HEADER = "policy,slotHours,violationShare,rescalesPerDay,dominatedBy\n";

    public FrontierResult {
        points = List.copyOf(points);
    }

    /**
     * A policy at a setting.
     *
     * @param dominatedBy the cheapest point that is itself dominated by none and that is no worse in slot-hours, violations and
     *     rescales, and better in one of them; empty if there is none
     */
    public record Point(
            String policy,
            double slotHours,
            double violationShare,
            double rescalesPerDay,
            Optional<String> dominatedBy) {}

    /** The frontier of a comparison. The clairvoyant, whom nobody can run, dominates nobody. */
    public static FrontierResult of(SimulationResult result) {
        List<Policy> choices = result.policies().stream()
                .filter(policy -> !policy.name().equals(ComparedPolicies.BEST.name()))
                .sorted(Comparator.comparingDouble(Policy::slotHours))
                .toList();
        List<Policy> best = choices.stream()
                .filter(one -> choices.stream().noneMatch(other -> dominates(other, one)))
                .toList();
        return new FrontierResult(
                result,
                result.policies().stream()
                        .sorted(Comparator.comparingDouble(Policy::slotHours))
                        .map(policy -> point(policy, best))
                        .toList());
    }

    private static Point point(Policy policy, List<Policy> best) {
        return new Point(
                policy.name(),
                policy.slotHours(),
                policy.violationShare(),
                policy.rescalesPerDay(),
                best.stream()
                        .filter(other -> dominates(other, policy))
                        .map(Policy::name)
                        .findFirst());
    }

    private static boolean dominates(Policy a, Policy b) {
        return a.slotHours() <= b.slotHours()
                && a.violationShare() <= b.violationShare()
                && a.rescalesPerDay() <= b.rescalesPerDay()
                && (a.slotHours() < b.slotHours()
                        || a.violationShare() < b.violationShare()
                        || a.rescalesPerDay() < b.rescalesPerDay());
    }

    /** A table for people. */
    public String table() {
        StringBuilder text = new StringBuilder(SimulationTable.heading(result));
        text.append(String.format(
                Locale.ROOT,
                "%-53s %11s %9s %8s  %s%n",
                "policy",
                "slot-hours",
                "violated",
                "per day",
                "dominated by"));
        for (Point point : points) {
            text.append(String.format(
                            Locale.ROOT,
                            "%-53s %11.1f %8.3f%% %8.2f  %s",
                            point.policy(),
                            point.slotHours(),
                            100 * point.violationShare(),
                            point.rescalesPerDay(),
                            point.dominatedBy().orElse("-"))
                    .stripTrailing());
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    /** The same as CSV. */
    public String csv() {
        StringBuilder text = new StringBuilder(CSV_HEADER);
        for (Point point : points) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%s,%s\n",
                    point.policy(),
                    point.slotHours(),
                    point.violationShare(),
                    point.rescalesPerDay(),
                    point.dominatedBy().orElse("")));
        }
        return text.toString();
    }
}
