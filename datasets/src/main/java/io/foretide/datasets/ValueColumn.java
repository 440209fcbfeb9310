package io.foretide.datasets;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One column while its file is being read. A row without a value is NaN. Not thread-safe. */
final class ValueColumn {
    /** A digit before any letter, as in {@code $5} and {@code 5 GB} but not in {@code web-5}. */
    private static final Pattern LIKE_NUMBER = Pattern.compile("[^\\p{L}]*\\d|[+-]?(?i:inf)");

    private final String name;
    private final int position;
    private final NumberStyle style;
    private double[] points = new double[0];
    private double @Nullable [] commas;
    private CellUnit.@Nullable Kind unit;
    private boolean hasNumbers;
    private boolean isLikeNumbers;
    private @Nullable CellAt unreadable;
    private String allowed = "";
    private @Nullable CellAt ambiguous;
    private @Nullable CellAt negative;

    /** A cell that is named in a message. */
    record CellAt(long place, String text) {}

    ValueColumn(String name, int position, NumberStyle style) {
        this.name = name;
        this.position = position;
        this.style = style;
    }

    String name() {
        return name;
    }

    int position() {
        return position;
    }

    void set(int row, String cell, long place) {
        String text = cell.strip();
        if (NumberText.isMissing(text)) {
            put(row, Double.NaN, Double.NaN);
            return;
        }
        Optional<NumberText> number = NumberText.of(text);
        Optional<String> problem = number.isEmpty() ? Optional.of("a finite number") : problem(number.get(), text);
        if (problem.isPresent()) {
            refuse(new CellAt(place, cell), problem.get());
            isLikeNumbers |= LIKE_NUMBER.matcher(text).lookingAt();
            put(row, Double.NaN, Double.NaN);
            return;
        }
        hasNumbers = true;
        take(row, number.get(), new CellAt(place, cell));
    }

    private Optional<String> problem(NumberText number, String text) {
        CellUnit.Kind kind = number.unit().kind();
        boolean isZero = number.point().orElse(1) == 0;
        if (unit == null && !isZero) {
            unit = kind;
        } else if (unit != null && kind != unit && !(isZero && kind == CellUnit.Kind.PLAIN)) {
            return Optional.of("in " + unit + " as in the rows before");
        }
        return style.accepts(number, text)
                ? Optional.empty()
                : Optional.of("written with the same decimal point or comma as the numbers before");
    }

    private void take(int row, NumberText number, CellAt cell) {
        double point = number.point().orElse(Double.NaN);
        double comma = number.comma().orElse(Double.NaN);
        put(row, point, comma);
        if (ambiguous == null && number.isAmbiguous()) {
            ambiguous = cell;
        }
        if (negative == null && (point < 0 || comma < 0)) {
            negative = cell;
        }
    }

    private void refuse(CellAt cell, String mustBe) {
        if (unreadable == null) {
            unreadable = cell;
            allowed = mustBe;
        }
    }

    private void put(int row, double point, double comma) {
        if (row >= points.length) {
            int length = Math.max(1024, row + row / 2);
            points = Arrays.copyOf(points, length);
            commas = commas == null ? null : Arrays.copyOf(commas, length);
        }
        if (commas == null && Double.compare(point, comma) != 0) {
            commas = points.clone();
        }
        points[row] = point;
        if (commas != null) {
            commas[row] = comma;
        }
    }

    /** The column once every row was read; hands the values over, so that no more than one is held twice. */
    ReadColumn finish(int size, RowNames rows) {
        Optional<NumberStyle.Decimal> decimal = style.decimal();
        if (decimal.isEmpty() && ambiguous != null) {
            refuse(ambiguous, bothReadings(ambiguous.text().strip()) + ": nothing in the file tells which");
        }
        boolean isComma = commas != null && decimal.equals(Optional.of(NumberStyle.Decimal.COMMA));
        double[] values = Arrays.copyOf(isComma ? commas : points, size);
        points = new double[0];
        commas = null;
        Optional<String> belowZero = Optional.ofNullable(negative)
                .map(cell -> rows.at(
                        cell.place(),
                        "column " + name + " is " + Quoted.of(cell.text()) + ", but a load must be zero or more"));
        CellUnit.Kind kind = unit == null ? CellUnit.Kind.PLAIN : unit;
        return new ReadColumn(new ReadColumn.Meaning(name, kind, refusal(rows), belowZero), values);
    }

    private static String bothReadings(String text) {
        NumberText number = NumberText.of(text).orElseThrow();
        return Stream.of(number.point(), number.comma())
                .map(value -> BigDecimal.valueOf(value.orElseThrow())
                        .stripTrailingZeros()
                        .toPlainString())
                .collect(Collectors.joining(" or "));
    }

    private Optional<ReadColumn.Refusal> refusal(RowNames rows) {
        if (unreadable == null) {
            return hasNumbers
                    ? Optional.empty()
                    : Optional.of(new ReadColumn.Refusal(
                            rows.file() + ": column " + name + " has no value in any row, but must hold numbers",
                            false));
        }
        return Optional.of(new ReadColumn.Refusal(
                rows.at(
                        unreadable.place(),
                        "column " + name + " is " + Quoted.of(unreadable.text()) + ", but must be " + allowed),
                !hasNumbers && !isLikeNumbers));
    }
}
