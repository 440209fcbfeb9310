package io.foretide.inference;

import io.foretide.inference.LiveEvaluation.Role;
import io.foretide.inference.LiveEvaluation.Standing;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges the champion by its live score: an alarm when it has lost its advantage over the mean of the last 15 minutes or its
 * intervals no longer hold, a demotion when it has been worse than that baseline for hours. Not thread-safe.
 */
final class DriftMonitor {
    /** Long enough for a rush hour and the calm after it, short enough to be rid of a bad champion within a shift. */
    static final Duration SCORED_PERIOD = Duration.ofHours(6);

    /** Fewer say too little, and so do many that were made within a short time. */
    private static final int MIN_FORECASTS = 36;

    /** Of forecasts every five minutes, as many. */
    private static final Duration MIN_SPAN = Duration.ofMinutes(175);

    /** Pinball loss, divided by that of the mean of 15 minutes, above which a champion has lost its advantage: an alarm. */
    private static final double ALARM_LOSS_RATIO = 1;

    /** The same, above which it must not serve: a tenth more, so that a tie is an alarm but no demotion. */
    private static final double DEMOTION_LOSS_RATIO = 1.1;

    /** Share of loads within the 0.95 quantile, below which its intervals do not hold: three times the misses that it allows. */
    private static final double ALARM_COVERAGE = 0.85;

    private boolean alarmed;

    /**
     * Consequence of the live scores.
     *
     * @param drifted whether the champion is no longer what it was
     * @param begins whether that is news
     * @param demotion whether it must not go on serving
     * @param reason for people
     */
    record Judgement(boolean drifted, boolean begins, boolean demotion, String reason) {}

    Judgement judge(LiveEvaluation live) {
        Optional<Standing> standing = live.standing(Role.CHAMPION, Role.BASELINE, SCORED_PERIOD)
                .filter(s -> s.origins() >= MIN_FORECASTS && !Durations.isShorter(s.span(), MIN_SPAN));
        if (standing.isEmpty()) {
            return new Judgement(alarmed, false, false, "too few forecasts are scored yet");
        }
        Standing s = standing.get();
        boolean drifted = s.ratio() > ALARM_LOSS_RATIO || s.covered() < ALARM_COVERAGE;
        boolean begins = drifted && !alarmed;
        alarmed = drifted;
        return new Judgement(
                drifted,
                begins,
                s.ratio() > DEMOTION_LOSS_RATIO,
                String.format(
                        Locale.ROOT,
                        "over %d forecasts of the last %d hours its pinball loss is %.4g records/s, %.2f times that of"
                                + " mean-15, and %.0f %% of the loads were within its 0.95 quantile",
                        s.origins(),
                        SCORED_PERIOD.toHours(),
                        s.pinball(),
                        s.ratio(),
                        100 * s.covered()));
    }

    /** Another champion serves. */
    void reset() {
        alarmed = false;
    }
}
