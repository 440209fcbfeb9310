package io.foretide.datasets;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** One column while its file is being read: undecided until its first value, then numbers or text. Not thread-safe. */
final class TraceColumn {
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

    private enum Kind {
        UNDECIDED,
        NUMERIC,
        TEXT
    }

    private final String name;
    private final int position;
    private Kind kind = Kind.UNDECIDED;
    private boolean emptyAtFirst;
    private double[] values = new double[0];

    TraceColumn(String name, int position) {
        this.name = name;
        this.position = position;
    }

    String name() {
        return name;
    }

    int position() {
        return position;
    }

    boolean isNumeric() {
        return kind == Kind.NUMERIC;
    }

    /** Hands the values over; the column is empty afterwards, so that no more than one is held twice. */
    double[] take(int size) {
        double[] taken = Arrays.copyOf(values, size);
        values = new double[0];
        return taken;
    }

    void set(int row, String cell, Function<String, TraceFormatException> error) {
        String text = cell.strip();
        if (kind == Kind.UNDECIDED) {
            decide(text);
        }
        if (kind != Kind.NUMERIC) {
            return;
        }
        double value = number(text);
        if (!Double.isFinite(value)) {
            throw error.apply("column " + name + " is \"" + cell + "\", but must be a finite number");
        }
        if (emptyAtFirst) {
            throw error.apply(
                    "column " + name + " is empty in the rows before, but must be a finite number in every row");
        }
        put(row, value);
    }

    private void decide(String text) {
        if (text.isEmpty()) {
            emptyAtFirst = true;
        } else {
            kind = isNotFinite(text) || !Double.isNaN(number(text)) ? Kind.NUMERIC : Kind.TEXT;
        }
    }

    void repeat(int row) {
        if (kind == Kind.NUMERIC) {
            put(row, values[row - 1]);
        }
    }

    private void put(int row, double value) {
        if (row >= values.length) {
            values = Arrays.copyOf(values, Math.max(1024, row + row / 2));
        }
        values[row] = value;
    }

    /** What {@link Double#parseDouble} takes, without its type suffixes and hexadecimal forms; all else is NaN. */
    private static double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean isNotFinite(String text) {
        String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return NOT_FINITE.contains(unsigned.toLowerCase(Locale.ROOT));
    }
}
