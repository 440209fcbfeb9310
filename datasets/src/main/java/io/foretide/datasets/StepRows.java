package io.foretide.datasets;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The rows of a file, each with the step that it belongs to. */
final class StepRows {
    /** A month of minutes: what may be missing in a row; more is a wrong date, and would cost memory. */
    private static final long MAX_MISSING = 31 * 24 * 60;

    private final RowNames names;
    private final StepGrid grid;
    private final Rows rows;
    /** By place in the order; -1 for a row that was there before. */
    private final int[] slots;

    private int repeated;
    private long largestOff;

    /** What is known of each row, and the rows in the order of their times. Owns its arrays. */
    static final class Rows {
        private final long[] times;
        private final int[] places;
        private final int[] hashes;
        private final int[] order;

        Rows(long[] times, int[] places, int[] hashes, int[] order) {
            this.times = times;
            this.places = places;
            this.hashes = hashes;
            this.order = order;
        }
    }

    /** @throws TraceFormatException if a row belongs to no step, or two different rows to one */
    StepRows(RowNames names, StepGrid grid, Rows rows, List<ReadColumn> columns) {
        this.names = names;
        this.grid = grid;
        this.rows = rows;
        slots = new int[rows.order.length];
        int before = -1;
        for (int i = 0; i < slots.length; i++) {
            int row = rows.order[i];
            long slot = slot(row, before < 0 ? row : rows.order[before]);
            if (before >= 0 && slot == slots[before]) {
                checkEqual(rows.order[before], row, columns);
                repeated++;
                slots[i] = -1;
                continue;
            }
            if (before >= 0) {
                checkGap(slots[before], slot, row);
            }
            slots[i] = (int) slot;
            before = i;
        }
    }

    private long slot(int row, int before) {
        long time = rows.times[row];
        long off = grid.off(time);
        if (off > grid.mostOff() && !grid.isNext(rows.times[before], time)) {
            long slot = Math.floorDiv(time - grid.start(), grid.step());
            throw names.refusal(
                    rows.places[row],
                    "the time is " + Instant.ofEpochMilli(time) + ", but must be "
                            + Instant.ofEpochMilli(grid.time(slot)) + " or " + Instant.ofEpochMilli(grid.time(slot + 1))
                            + " (at most " + Duration.ofMillis(grid.mostOff()) + " off), as most rows are "
                            + Duration.ofMillis(grid.step()) + " apart");
        }
        largestOff = Math.max(largestOff, off);
        return grid.slot(time);
    }

    private void checkEqual(int first, int second, List<ReadColumn> columns) {
        if (rows.hashes[first] == rows.hashes[second]) {
            return;
        }
        String values = columns.stream()
                .filter(column -> Double.compare(column.values()[first], column.values()[second]) != 0)
                .findFirst()
                .map(column -> " (column " + column.name() + ": " + column.values()[first] + " and "
                        + column.values()[second] + ")")
                .orElse("");
        throw names.refusal(
                rows.places[second],
                "the time " + Instant.ofEpochMilli(rows.times[second])
                        + " appears twice with other values, before in " + names.name(rows.places[first]) + values
                        + ", but must appear once");
    }

    private void checkGap(long before, long slot, int row) {
        if (slot - before - 1 > MAX_MISSING) {
            throw names.refusal(
                    rows.places[row],
                    "the time is " + Instant.ofEpochMilli(rows.times[row]) + ", " + (slot - before) + " steps of "
                            + Duration.ofMillis(grid.step()) + " after " + Instant.ofEpochMilli(grid.time(before))
                            + ", but at most " + MAX_MISSING + " may be missing in a row");
        }
    }

    /**
     * The number of steps.
     *
     * @throws TraceFormatException if there are more than {@code most}
     */
    int length(long most) {
        int last = slots.length - 1;
        while (slots[last] < 0) {
            last--;
        }
        if (slots[last] >= most) {
            throw new TraceFormatException(names.file() + " spans " + (slots[last] + 1L) + " steps of "
                    + Duration.ofMillis(grid.step()) + ", but must have at most " + most);
        }
        return slots[last] + 1;
    }

    /** Which steps have a row that was measured. */
    boolean[] observed(int length, BitSet filledIn) {
        boolean[] observed = new boolean[length];
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] >= 0) {
                observed[slots[i]] = !filledIn.get(rows.order[i]);
            }
        }
        return observed;
    }

    /** A column with one value a step. */
    ReadColumn arranged(int length, ReadColumn column) {
        if (column.refusal().isPresent()) {
            return column.with(new double[0]);
        }
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] >= 0) {
                values[slots[i]] = column.values()[rows.order[i]];
            }
        }
        return column.with(values);
    }

    ReadingReport report(int length, int filledIn, Optional<ZoneId> zone) {
        int missing = length - (slots.length - repeated);
        return new ReadingReport(missing, filledIn, repeated, Duration.ofMillis(largestOff), zone, false);
    }
}
