package io.foretide.retraining.tuning;

import io.foretide.whatif.MatchResult.Part;
import io.foretide.whatif.TuneResult;
import io.foretide.whatif.tune.Figures;
import io.foretide.whatif.tune.SettingsText;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings that a job's own past prefers to those that served.
 *
 * @param at when they were found
 * @param chosenOn the part of the past that they were chosen on
 * @param evaluated the part after it that they were scored on, once
 * @param settings as keys of the {@code planner} block
 * @param champion what the settings that served come to on the evaluated part
 * @param tuned what these come to there
 */
public record Proposal(
        Instant at, Part chosenOn, Part evaluated, Map<String, Object> settings, Figures champion, Figures tuned) {
    public Proposal {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    static Proposal of(TuneResult result, Instant at) {
        return new Proposal(
                at,
                result.chosenOn(),
                result.evaluated(),
                result.settings(),
                result.scored().shipped(),
                result.scored().tuned());
    }

    /** Share of the slot-hours of those that served that these do without, on the evaluated part. */
    public double savedShare() {
        return 1 - tuned.slotHours() / champion.slotHours();
    }

    /** The settings as they stand in a configuration. */
    public String yaml() {
        StringBuilder text = new StringBuilder("planner:\n");
        SettingsText.append(settings, 1, text);
        return text.toString();
    }
}
