package io.foretide.scaler.app.attack;

import io.foretide.telemetry.access.Mutator;
import java.util.List;

/**
 * A text that is read, such as the body of a request.
 *
 * @param good texts that are read without complaint
 */
record TextAttack(String name, List<String> good, Reading reading) implements Attack {
    /** Reads a text. */
    interface Reading {
        void read(String text) throws Exception;
    }

    /** Reads what is good, so that what is refused later is so for what was done to it. */
    TextAttack {
        try {
            for (String text : good) {
                reading.read(text);
            }
        } catch (Exception e) {
            throw new IllegalStateException(name + ": what is good is refused", e);
        }
    }

    @Override
    public int once(Mutator mutator) throws Exception {
        for (String text : good) {
            reading.read(mutator.mutated(text));
        }
        return good.size();
    }
}
