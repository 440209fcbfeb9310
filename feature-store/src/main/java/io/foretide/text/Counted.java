package io.foretide.text;

/** So many of something, as a sentence counts them: {@code 1 minute}, {@code 2 minutes}. */
public final class Counted {
    private Counted() {}

    /**
     * The count and the word that goes with it.
     *
     * @param one the word for one, whose plural has an {@code s}
     */
    public static String of(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
