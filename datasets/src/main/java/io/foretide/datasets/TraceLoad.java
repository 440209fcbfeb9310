package io.foretide.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The column of a trace that is replayed as a load, and what was understood of it. Immutable and thread-safe. */
public final class TraceLoad {
    private final Trace trace;
    private final ReadColumn column;
    private final LoadUnit unit;
    private final double[] values;
    private final SetAside setAside;

    /** The artefacts that were left out: their steps, the largest of them and the largest value that was kept. */
    private record SetAside(List<Integer> steps, double largest, double largestKept) {}

    private TraceLoad(Trace trace, ReadColumn column, LoadUnit unit) {
        this.trace = trace;
        this.column = column;
        this.unit = unit;
        values = unit == LoadUnit.COUNTER
                ? Counter.differences(column.values())
                : column.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = trace.observed(i) ? values[i] : Double.NaN;
        }
        List<Integer> artefacts = Artefact.find(values, trace.step());
        double largest = max(values);
        artefacts.forEach(step -> values[step] = Double.NaN);
        setAside = new SetAside(artefacts, largest, max(values));
    }

    /**
     * Chooses the column: the one named; else {@code value}; else the first that is not a label of words only.
     *
     * @param named the column, for series of Prometheus a part of its labels
     * @param given the unit; else per step, or what the cells say of themselves
     * @throws IllegalArgumentException if there is no such column
     * @throws TraceFormatException if the column cannot be read, is not in that unit, or looks like a counter without being
     *     called one
     */
    public static TraceLoad of(Trace trace, Optional<String> named, Optional<LoadUnit> given) {
        ColumnChoice choice = new ColumnChoice(trace);
        ReadColumn column = named.map(choice::named).orElseGet(choice::usual);
        trace.checkLoad(column);
        String subject = trace.name() + ": column " + column.name();
        if (column.unit().isRate()) {
            if (given.isPresent() && given.get() != LoadUnit.PER_SECOND) {
                throw new TraceFormatException(subject + " is in " + column.unit()
                        + ", but must have no unit of time for --unit " + given.get());
            }
            return new TraceLoad(trace, column, LoadUnit.PER_SECOND);
        }
        if (given.isEmpty() && Counter.looksLike(column.values())) {
            throw new TraceFormatException(subject + " hardly ever falls, as a counter of all records so far, but must"
                    + " be a load\nMaybe --unit counter; or --unit per-step, if it is a load that only rises.");
        }
        if (given.equals(Optional.of(LoadUnit.COUNTER)) && !Counter.canBe(column.values())) {
            throw new TraceFormatException(subject + " falls in " + Counter.falls(column.values()) + " of "
                    + trace.size() + " steps, but must rise for --unit counter");
        }
        return new TraceLoad(trace, column, given.orElse(LoadUnit.PER_STEP));
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(0);
    }

    /** The name of the column. */
    public String column() {
        return column.name();
    }

    /** The load in records/s, a new array: NaN in steps that were not observed, or whose value was set aside. */
    public double[] perSecond() {
        double stepSeconds = trace.step().toNanos() / 1e9;
        double seconds = unit == LoadUnit.PER_SECOND ? Math.max(1, column.unit().seconds()) : stepSeconds;
        return Arrays.stream(values).map(value -> value / seconds).toArray();
    }

    /** The numbers of the column, a new array; one that is not known or was set aside repeats the one before. */
    public double[] repeated() {
        return Trace.repeated(values);
    }

    /** What was understood, in one line. */
    public String description() {
        int numeric = trace.columns().size();
        StringBuilder text = new StringBuilder("trace: ")
                .append(trace.name())
                .append(": column ")
                .append(column.name())
                .append(numeric > 1 ? " (of " + numeric + ")" : "")
                .append(", ")
                .append(column.unit().isRate() ? "records" + column.unit() : unit.description())
                .append(ReadingText.of(trace));
        long unknown = 0;
        int known = unit == LoadUnit.COUNTER ? values.length - 1 : values.length; // the last step of a counter is open
        for (int i = 0; i < known; i++) {
            unknown += trace.observed(i) && Double.isNaN(values[i]) ? 1 : 0;
        }
        ReadingText.append(text, unknown - setAside.steps().size(), "value missing", "values missing");
        ReadingText.append(text, setAside.steps().size(), "value set aside", "values set aside");
        if (!setAside.steps().isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    " (%.6g at %s, %,.0f times the largest of the others)",
                    setAside.largest(),
                    trace.timeAt(setAside.steps().get(0)),
                    setAside.largest() / setAside.largestKept()));
        }
        new ColumnChoice(trace).others().ifPresent(others -> text.append(", ").append(others));
        return text.toString();
    }
}
