package io.foretide.whatif;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.whatif.MatchResult.Part;
import io.foretide.whatif.tune.Figures;
import io.foretide.whatif.tune.Objections;
import io.foretide.whatif.tune.Objections.Pair;
import io.foretide.whatif.tune.SettingsText;
import io.foretide.whatif.tune.TuningGoal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Settings that a load's own past prefers, as they are printed as JSON.
 *
 * @param trace name of the load
 * @param chosenOn the part that they were chosen on
 * @param evaluated the part that they were scored on, once
 * @param goal what they had to keep
 * @param candidates simulations, at most
 * @param past what the settings that ship and those chosen come to where they were chosen
 * @param scored what both come to on the evaluated part
 * @param settings what was chosen, as keys of the {@code planner} block
 */
public record TuneResult(
        String trace,
        Part chosenOn,
        Part evaluated,
        TuningGoal goal,
        int candidates,
        Pair past,
        Pair scored,
        Map<String, Object> settings) {
    /** What speaks against the chosen ones. */
    @JsonProperty
    public List<String> objections() {
        return Objections.of(goal, past, scored);
    }

    /** Whether nothing does. */
    @JsonProperty
    public boolean adopt() {
        return objections().isEmpty();
    }

    /** A table for people, and the keys to copy. */
    public String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-10s %-8s %12s %12s %15s\n",
                "part",
                "settings",
                "slot-hours",
                "violated %",
                "rescales a day"));
        row(text, "past", "shipped", past.shipped());
        row(text, "past", "tuned", past.tuned());
        row(text, "held out", "shipped", scored.shipped());
        row(text, "held out", "tuned", scored.tuned());
        text.append('\n').append(verdict()).append("\n");
        if (adopt()) {
            text.append("\nplanner:\n");
            SettingsText.append(settings, 1, text);
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String part, String settings, Figures figures) {
        text.append(String.format(
                Locale.ROOT,
                "%-10s %-8s %12.0f %12.3f %15.2f\n",
                part,
                settings,
                figures.slotHours(),
                100 * figures.violationShare(),
                figures.rescalesPerDay()));
    }

    private String verdict() {
        if (!adopt()) {
            return "Not worth it: the tuned settings " + String.join("; ", objections()) + ". The settings stay.";
        }
        double saved = 100 * (1 - scored.tuned().slotHours() / scored.shipped().slotHours());
        return String.format(
                Locale.ROOT,
                saved > 0
                        ? "Worth it: %.1f %% fewer slot-hours on what they were not chosen on. Into the configuration:"
                        : "Worth it: they keep an objective that the others miss, with %.1f %% more slot-hours. Into the"
                                + " configuration:",
                Math.abs(saved));
    }
}
