package io.foretide.datasets;

import java.util.Optional;

/** One column of a file that was read. Owns its array. */
final class ReadColumn {
    private final Meaning meaning;
    private final double[] values;

    /**
     * What is known of a column beside its values.
     *
     * @param unit what stood behind its numbers
     * @param refusal why it cannot be used as numbers, if so
     * @param negative why it cannot be used as a load, if it is below zero somewhere
     */
    record Meaning(String name, CellUnit.Kind unit, Optional<Refusal> refusal, Optional<String> negative) {}

    /**
     * Why a column is not used.
     *
     * @param message the whole sentence
     * @param isLabel whether it holds words only, so that nobody can have meant it as numbers
     */
    record Refusal(String message, boolean isLabel) {}

    ReadColumn(Meaning meaning, double[] values) {
        this.meaning = meaning;
        this.values = values;
    }

    /** A column of numbers that were not read from a file. */
    static ReadColumn of(String name, double[] values) {
        return new ReadColumn(new Meaning(name, CellUnit.Kind.PLAIN, Optional.empty(), Optional.empty()), values);
    }

    /** The same with other values. */
    ReadColumn with(double[] other) {
        return new ReadColumn(meaning, other);
    }

    String name() {
        return meaning.name();
    }

    /** One a row, NaN where there is none; not copied. */
    double[] values() {
        return values;
    }

    CellUnit.Kind unit() {
        return meaning.unit();
    }

    Optional<Refusal> refusal() {
        return meaning.refusal();
    }

    Optional<String> negative() {
        return meaning.negative();
    }

    /** Whether it holds words only. */
    boolean isLabel() {
        return refusal().isPresent() && refusal().get().isLabel();
    }
}
