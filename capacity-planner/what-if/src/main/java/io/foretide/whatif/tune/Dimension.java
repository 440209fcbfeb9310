package io.foretide.whatif.tune;

import io.foretide.text.Check;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A number that is searched, scaled to 0 to 1.
 *
 * @param least its smallest value
 * @param most its largest value
 * @param byFactor whether equal factors count as equal steps, or equal differences
 */
record Dimension(double least, double most, boolean byFactor) {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    Dimension {
        Check.that(least < most && (!byFactor || least > 0), "range", least + " to " + most, "a positive one");
    }

    static Dimension of(double least, double most) {
        return new Dimension(least, most, false);
    }

    static Dimension byFactor(double least, double most) {
        return new Dimension(least, most, true);
    }

    /** The number at a place from 0 to 1, of three digits: more would mean nothing to who reads them. */
    double at(double place) {
        double number = byFactor ? least * Math.pow(most / least, place) : least + place * (most - least);
        return new BigDecimal(number).round(THREE_DIGITS).doubleValue();
    }

    /** The place of a number, moved into the range. */
    double placeOf(double number) {
        double place = byFactor ? Math.log(number / least) / Math.log(most / least) : (number - least) / (most - least);
        return Math.max(0, Math.min(1, place));
    }
}
