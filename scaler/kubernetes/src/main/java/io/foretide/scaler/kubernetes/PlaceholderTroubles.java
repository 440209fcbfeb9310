package io.foretide.scaler.kubernetes;

import io.foretide.scaler.control.LogOnChange;
import io.foretide.scaler.kubernetes.PlaceholderPlan.LeaveAlone;
import java.util.Optional;
import org.slf4j.Logger;

/** Troubles with placeholders, each logged when it begins or changes. Not thread-safe. */
final class PlaceholderTroubles {
    private final LogOnChange api;
    private final LogOnChange stay;
    private final LogOnChange failure;
    private final LogOnChange quotas;
    private final LogOnChange nodes;

    PlaceholderTroubles(Logger log) {
        api = LogOnChange.warning(log, "placeholders");
        stay = LogOnChange.warning(log, "placeholders");
        failure = LogOnChange.warning(log, "placeholders");
        quotas = LogOnChange.warning(log, "placeholders");
        nodes = LogOnChange.warning(log, "placeholders");
    }

    /** The cluster answered, and took what was asked for. */
    void good() {
        api.good();
    }

    /** It did not. */
    void bad(Exception failed) {
        api.bad(failed.getMessage());
    }

    /** All that can be said of {@code seen} and of the plan for it. */
    void log(PlaceholderSnapshot seen, PlaceholderPlan plan) {
        log(failure, seen.failure());
        log(
                stay,
                plan instanceof LeaveAlone && seen.kept() > 0
                        ? Optional.of(seen.kept() + " stay, as " + plan.why().sentence()
                                + ": in mode off or auto they may go")
                        : Optional.empty());
        seen.limits().ifPresent(limits -> {
            log(quotas, missing(limits.quotas(), "the ResourceQuotas, so there will be no more of them"));
            log(nodes, missing(limits.nodes(), "the nodes, so whether any could take one is not checked"));
        });
    }

    private static Optional<String> missing(Optional<?> answer, String what) {
        return answer.isPresent() ? Optional.empty() : Optional.of("it is forbidden to list " + what);
    }

    private static void log(LogOnChange trouble, Optional<String> why) {
        why.ifPresentOrElse(trouble::bad, trouble::good);
    }
}
