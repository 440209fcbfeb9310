package io.foretide.models.inputs;

import io.foretide.series.FeatureWindow;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The exogenous inputs of a window step by step, calendar and measured; they do not depend on the origin; what is missing is 0, and 1 in the mask of a
 * channel that has one. Not thread-safe.
 */
public final class ExogenousRows {
    private static final int CALENDAR_CHANNELS = 5;

    private final FeatureWindow window;
    private final ZoneId zone;
    private final ExogenousInputs inputs;
    private final double[][] values;
    private final float[] @Nullable [] rows;

    public ExogenousRows(FeatureWindow window, ZoneId zone, ExogenousInputs inputs) {
        this.window = window;
        this.zone = zone;
        this.inputs = inputs;
        values = inputs.measured().stream()
                .map(channel -> window.find(channel.feature())
                        .map(series -> series.toArray())
                        .orElseGet(() -> new double[0]))
                .toArray(double[][]::new);
        rows = new float[window.size()][];
    }

    /** Number of inputs. */
    public static int count(ExogenousInputs inputs) {
        int masks = (int) inputs.measured().stream().filter(Channel::masked).count();
        return (inputs.timeless() ? 0 : CALENDAR_CHANNELS) + inputs.measured().size() + masks;
    }

    /** The inputs of a step. */
    public float[] row(int index) {
        float[] row = rows[index];
        if (row == null) {
            row = new float[count(inputs)];
            int at = inputs.timeless() ? 0 : calendar(index, row);
            for (int c = 0; c < values.length; c++) {
                double value = values[c].length == 0 ? Double.NaN : values[c][index];
                Channel channel = inputs.measured().get(c);
                row[at++] = Double.isNaN(value) ? 0 : channel.of(value);
                if (channel.masked()) {
                    row[at++] = Double.isNaN(value) ? 1 : 0;
                }
            }
            rows[index] = row;
        }
        return row;
    }

    private int calendar(int index, float[] row) {
        ZonedDateTime local = window.timeAt(index).atZone(zone);
        double ofDay = local.toLocalTime().toSecondOfDay() / 86_400.0;
        double ofWeek = (local.getDayOfWeek().getValue() - 1 + ofDay) / 7;
        row[0] = (float) Math.sin(2 * Math.PI * ofDay);
        row[1] = (float) Math.cos(2 * Math.PI * ofDay);
        row[2] = (float) Math.sin(2 * Math.PI * ofWeek);
        row[3] = (float) Math.cos(2 * Math.PI * ofWeek);
        row[4] = (local.getDayOfMonth() - 16) / 9f;
        return CALENDAR_CHANNELS;
    }
}
