package io.foretide.datasets;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the numbers of one file are written, learned from all of its columns. Not thread-safe. */
final class NumberStyle {
    /** What stands before the decimals. */
    enum Decimal {
        POINT,
        COMMA
    }

    private final char separator;
    private @Nullable Decimal decimal;
    private boolean ungrouped;
    private @Nullable Decimal ambiguous;

    /** The style of a file whose cells a character separates. */
    NumberStyle(char separator) {
        this.separator = separator;
    }

    /** Takes a number in. False if it contradicts those before: one has a decimal point, the other a decimal comma. */
    boolean accepts(NumberText number, String text) {
        ungrouped |= number.ungrouped();
        if (number.point().isPresent() && number.comma().isPresent()) {
            if (number.isAmbiguous() && ambiguous == null) {
                ambiguous = text.indexOf(',') >= 0 ? Decimal.COMMA : Decimal.POINT;
            }
            return true;
        }
        Decimal only = number.point().isPresent() ? Decimal.POINT : Decimal.COMMA;
        if (decimal == null) {
            decimal = only;
        }
        return decimal == only;
    }

    /**
     * What stands before the decimals. Without a number that tells: thousands are not set apart if one of them is not; and a
     * program that separates cells by commas or tabs writes a decimal point.
     */
    Optional<Decimal> decimal() {
        if (decimal != null || ambiguous == null) {
            return Optional.of(decimal == null ? Decimal.POINT : decimal);
        }
        if (ungrouped) {
            return Optional.of(ambiguous);
        }
        boolean program = separator == ',' || (separator != ';' && ambiguous == Decimal.POINT);
        return program ? Optional.of(Decimal.POINT) : Optional.empty();
    }
}
