package io.foretide.whatif.policy;

/** Where a policy takes part that nobody names. */
public enum Offer {
    /** Compared by the command and by a request that names none; ticked on the page. */
    ALWAYS,
    /** Compared by the command; on the page to be ticked. */
    CHOICE,
    /** Compared by the command; not on the page. */
    COMMAND,
    /** Only where it is named. */
    NAMED
}
