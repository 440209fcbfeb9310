package io.foretide.models.lstm;

import java.util.Random;

/** Puts windows into random order (Fisher and Yates). */
public final class Shuffle {
    private Shuffle() {}

    /** Shuffles in place. */
    public static void of(int[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
