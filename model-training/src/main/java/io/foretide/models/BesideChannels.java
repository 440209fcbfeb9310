package io.foretide.models;

import io.foretide.series.FeatureWindow;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calendar and measured inputs of a window, which do not depend on the origin; what is missing is 0. Not thread-safe. */
final class BesideChannels {
    private static final int CALENDAR = 5;

    private final FeatureWindow window;
    private final ZoneId zone;
    private final List<Channel> measured;
    private final double[][] values;
    private final float[] @Nullable [] rows;

    BesideChannels(FeatureWindow window, ZoneId zone, List<Channel> measured) {
        this.window = window;
        this.zone = zone;
        this.measured = measured;
        values = measured.stream()
                .map(channel -> window.find(channel.feature())
                        .map(series -> series.toArray())
                        .orElseGet(() -> new double[0]))
                .toArray(double[][]::new);
        rows = new float[window.size()][];
    }

    /** How many inputs so many measured ones make. */
    static int count(List<Channel> measured) {
        return CALENDAR + measured.size();
    }

    /** The inputs of a step. */
    float[] row(int index) {
        float[] row = rows[index];
        if (row == null) {
            row = new float[count(measured)];
            ZonedDateTime local = window.timeAt(index).atZone(zone);
            double ofDay = local.toLocalTime().toSecondOfDay() / 86_400.0;
            double ofWeek = (local.getDayOfWeek().getValue() - 1 + ofDay) / 7;
            row[0] = (float) Math.sin(2 * Math.PI * ofDay);
            row[1] = (float) Math.cos(2 * Math.PI * ofDay);
            row[2] = (float) Math.sin(2 * Math.PI * ofWeek);
            row[3] = (float) Math.cos(2 * Math.PI * ofWeek);
            row[4] = (local.getDayOfMonth() - 16) / 9f;
            for (int c = 0; c < values.length; c++) {
                double value = values[c].length == 0 ? Double.NaN : values[c][index];
                Channel channel = measured.get(c);
                double scaled = channel.kind() == Channel.Kind.LOG ? Math.log1p(Math.max(0, value)) : value;
                row[CALENDAR + c] = Double.isNaN(scaled) ? 0 : channel.standardised(scaled);
            }
            rows[index] = row;
        }
        return row;
    }
}
