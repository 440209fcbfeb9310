package io.foretide.datasets;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as somebody wrote it, read twice: with a decimal point (thousands by comma), and with a decimal comma (thousands by
 * point). Where both readings exist and differ, as for {@code 60,314}, only other numbers of the file can tell.
 *
 * @param point its value with a decimal point, if it can be read so
 * @param comma its value with a decimal comma, if it can be read so
 * @param unit what stands behind it
 * @param ungrouped whether four or more digits follow each other where thousands would be set apart
 */
record NumberText(OptionalDouble point, OptionalDouble comma, CellUnit unit, boolean ungrouped) {
    private static final Set<String> MISSING =
            Set.of("", "null", "nil", "none", "nan", "na", "n/a", "#n/a", "-", "--", "\\n", "undefined", "no data");

    private static final String SPACES = " \u00a0\u2009\u202f";
    private static final String EXPONENT = "(?:[eE][+-]?\\d+)?";
    private static final Form POINT = new Form('.', ',');
    private static final Form COMMA = new Form(',', '.');
    private static final Pattern UNGROUPED = Pattern.compile("^[+-]?\\d{4}");
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile(
            "([+-]?[.,]?\\d(?:[\\d.,'’_" + SPACES + "]*\\d)?[.,]?" + EXPONENT + ")[" + SPACES + "]*([^\\d]*)");

    /** Whether a cell says that there is no value. */
    static boolean isMissing(String text) {
        return text.length() <= 9 && !isInteger(text) && MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    /** The number that a text is, if it is one in either reading. */
    static Optional<NumberText> of(String text) {
        if (text.length() > Quoted.LONGEST) {
            return Optional.empty(); // looking for a unit in a text of any length would take its square in time
        }
        if (isInteger(text)) {
            OptionalDouble value = OptionalDouble.of(Double.parseDouble(text));
            return Optional.of(new NumberText(value, value, CellUnit.NONE, text.length() >= 4));
        }
        if (isDecimal(text)) {
            double value = Double.parseDouble(text);
            return Optional.of(new NumberText(
                    OptionalDouble.of(value), OptionalDouble.empty(), CellUnit.NONE, text.indexOf('.') >= 4));
        }
        Matcher parts = NUMBER_AND_UNIT.matcher(text.replace('\u2212', '-'));
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<CellUnit> unit = parts.group(2).isEmpty() ? Optional.of(CellUnit.NONE) : CellUnit.of(parts.group(2));
        OptionalDouble point = POINT.value(parts.group(1));
        OptionalDouble comma = COMMA.value(parts.group(1));
        boolean ungrouped = UNGROUPED.matcher(parts.group(1)).find();
        return unit.filter(known -> point.isPresent() || comma.isPresent())
                .map(known -> new NumberText(times(point, known), times(comma, known), known, ungrouped));
    }

    private static OptionalDouble times(OptionalDouble value, CellUnit unit) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * unit.multiple()) : value;
    }

    private static boolean isInteger(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 18;
    }

    /** Whether a text is the commonest form of a number: digits, a point, and digits that are no thousands. */
    private static boolean isDecimal(String text) {
        int point = text.indexOf('.');
        return point > 0
                && (text.charAt(0) == '0' || text.length() - point - 1 != 3)
                && isInteger(text.substring(0, point))
                && isInteger(text.substring(point + 1));
    }

    /** Whether the two readings are different numbers. */
    boolean isAmbiguous() {
        return point.isPresent() && comma.isPresent() && point.getAsDouble() != comma.getAsDouble();
    }

    /** The characters that set decimals and thousands apart. */
    private record Form(Pattern plain, Pattern grouped, char decimal) {
        /** Groups of three, or of two before the last as in India; a first group of zero is none. */
        Form(char decimal, char thousands) {
            this(
                    Pattern.compile("[+-]?(?:\\d+(?:[" + decimal + "]\\d*)?|[" + decimal + "]\\d+)" + EXPONENT),
                    Pattern.compile("[+-]?[1-9]\\d{0,2}([" + thousands + "'’_" + SPACES + "])(?:\\d{2,3}\\1)*\\d{3}(?:["
                            + decimal + "]\\d*)?"),
                    decimal);
        }

        OptionalDouble value(String text) {
            boolean isGrouped = grouped.matcher(text).matches();
            if (!isGrouped && !plain.matcher(text).matches()) {
                return OptionalDouble.empty();
            }
            StringBuilder digits = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char sign = text.charAt(i);
                if (sign == decimal) {
                    digits.append('.');
                } else if ((sign >= '0' && sign <= '9') || "+-eE".indexOf(sign) >= 0) {
                    digits.append(sign);
                }
            }
            double value = Double.parseDouble(digits.toString());
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        }
    }
}
