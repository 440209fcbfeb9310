package io.foretide.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.forecast.Horizon;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * State that {@link RollingConformal} has learned up to a step, so that it can go on elsewhere: kept with a published model. Nobody
 * changes the arrays, so it is immutable.
 */
public final class Calibration {
    private final Head head;
    private final double[][] errors;
    private final double[][] shift;

    /**
     * All but the numbers.
     *
     * @param step of the series
     * @param transform after which errors have the same variance at every level
     * @param stride a forecast was learned from every so many steps
     * @param until the time of the last step
     * @param withBands whether intervals are as wide as the model's own bands are, see {@link PointForecast.Band}
     */
    public record Head(
            Duration step,
            @JsonProperty("scale") DemandTransform transform,
            int stride,
            Instant until,
            boolean withBands) {}

    /**
     * @param errors the newest ones in the order of their coming, per group: the steps ahead, the maximum, and if they are there
     *     steps with bursts and maxima over such
     * @param shift of every level, per group
     */
    Calibration(Head head, double[][] errors, double[][] shift) {
        this.head = head;
        this.errors = errors;
        this.shift = shift;
    }

    public Head head() {
        return head;
    }

    double[][] errors() {
        return errors;
    }

    double[][] shift() {
        return shift;
    }

    /** A calibration that knows nothing yet. */
    static Calibration none(Head head) {
        return new RollingConformal(Horizon.of(head.step), head.transform, head.stride, head.withBands)
                .learned(head.until);
    }

    /** Writes it to a file. */
    public void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.writeUTF(ModelJson.MAPPER.writerFor(Head.class).writeValueAsString(head));
            write(out, errors);
            write(out, shift);
        }
    }

    /**
     * Reads what was written, bit by bit the same.
     *
     * @throws IOException if the file holds something else
     */
    public static Calibration read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            Head head = ModelJson.MAPPER.readValue(in.readUTF(), Head.class);
            return new Calibration(head, read(in), read(in));
        }
    }

    private static void write(DataOutputStream out, double[][] rows) throws IOException {
        out.writeInt(rows.length);
        for (double[] row : rows) {
            out.writeInt(row.length);
            for (double value : row) {
                out.writeDouble(value);
            }
        }
    }

    private static double[][] read(DataInputStream in) throws IOException {
        double[][] rows = new double[in.readInt()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[in.readInt()];
            for (int k = 0; k < rows[i].length; k++) {
                rows[i][k] = in.readDouble();
            }
        }
        return rows;
    }
}
