package io.foretide.scaler.control.checks;

import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Compares clocks. */
public final class Clocks {
    /** A header has whole seconds, and an answer takes its time. */
    private static final Duration NOTHING = Duration.ofSeconds(2);

    private Clocks() {}

    /**
     * Distance of two clocks.
     *
     * @param whose clock the other is, such as {@code the JobManager's}
     * @param most that can be borne
     */
    public static Finding compare(String whose, Instant here, Instant there, Duration most) {
        Duration ahead = Duration.between(here, there).truncatedTo(ChronoUnit.SECONDS);
        if (!Durations.isLonger(ahead.abs(), NOTHING)) {
            return Finding.ok("agrees with " + whose);
        }
        String found = whose + " is " + Durations.format(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of")
                + " this machine's";
        Finding.Fix fix = Finding.Fix.run("timedatectl set-ntp true    # on both machines");
        return Durations.isLonger(ahead.abs(), most) ? Finding.problem(found, fix) : Finding.warning(found, fix);
    }
}
