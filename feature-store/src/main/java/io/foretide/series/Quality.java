package io.foretide.series;

/** Where a value of a series comes from. */
public enum Quality {
    /** Measured. */
    OBSERVED,
    /** Filled in from the values before it; not to be scored. */
    INTERPOLATED,
    /** Not there; the number that stands in its place means nothing. */
    MISSING
}
