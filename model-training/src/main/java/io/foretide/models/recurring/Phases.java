package io.foretide.models.recurring;

/** What is known of the phases of a series, step after step. Not thread-safe. */
interface Phases {
    /** Learns how high a step was. */
    void learn(PhaseClock clock, double demand, double level);

    /** By how much the demand of a step is above the level around it, as a factor; 1 if it is no burst. */
    double factor(PhaseClock clock);
}
