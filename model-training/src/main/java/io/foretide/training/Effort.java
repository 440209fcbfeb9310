package io.foretide.training;

import java.util.Locale;

/** Time that networks learn; every other model is fitted in the same way with either. */
public enum Effort {
    /** About a minute of two cores: for backtests of many models, and for a look. */
    QUICK,
    /** Some ten minutes of a core: for a model that serves. */
    FULL;

    /** The word of the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
