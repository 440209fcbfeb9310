package io.foretide.scaler.kubernetes;

/** A moment of a tick that decides to rescale. */
enum Gate {
    NONE,
    /** The planner has decided, and nothing is saved. */
    DECIDED,
    /** The decision is saved, and the API has not been asked. */
    SAVED,
    /** The API has answered, and the answer is not saved. */
    ASKED
}
