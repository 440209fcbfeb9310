package io.foretide.scaler.app.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the page still needs of a forecast once a newer one is here, in little room: one quantile of its first steps, to seven digits.
 * Nobody changes it.
 */
final class Hindsight {
    private final Instant origin;
    private final long stepSeconds;
    private final String model;
    private final String note;
    private final List<String> levels;
    private final float[] values;

    private Hindsight(
            DashboardEvent.Prediction trimmed, String model, String note, List<String> levels, float[] values) {
        this.origin = trimmed.origin();
        this.stepSeconds = trimmed.stepSeconds();
        this.model = model;
        this.note = note;
        this.levels = levels;
        this.values = values;
    }

    /**
     * Of a forecast of which one quantile at most is left.
     *
     * @param before another, with which it shares the texts that are equal
     */
    static Hindsight of(DashboardEvent.Prediction trimmed, List<Hindsight> before) {
        String model = trimmed.model();
        String note = trimmed.note();
        List<String> levels = List.copyOf(trimmed.quantiles().keySet());
        for (Hindsight other : before) {
            model = other.model.equals(model) ? other.model : model;
            note = other.note.equals(note) ? other.note : note;
            levels = other.levels.equals(levels) ? other.levels : levels;
        }
        List<Double> left = levels.isEmpty() ? List.of() : trimmed.quantiles().getOrDefault(levels.get(0), List.of());
        float[] values = new float[left.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = left.get(i).floatValue();
        }
        return new Hindsight(trimmed, model, note, levels, values);
    }

    DashboardEvent.Prediction prediction() {
        List<Double> shown = new ArrayList<>();
        for (float value : values) {
            shown.add(PackedMinutes.shown(value));
        }
        return new DashboardEvent.Prediction(
                origin, stepSeconds, model, note, levels.isEmpty() ? Map.of() : Map.of(levels.get(0), shown));
    }
}
