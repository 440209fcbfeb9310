package io.foretide.scaler.control;

import io.foretide.planner.decision.Cause;
import java.io.IOException;

/**
 * Something whose number of TaskManagers can be set: the only lever of Flink's Reactive Mode. Implementations are thread-safe.
 */
public interface ScalingTarget {
    /**
     * What is there now.
     *
     * @throws IOException if it cannot be told: nothing is decided then
     */
    TargetLook look() throws IOException;

    /**
     * Asks for {@code taskManagers} in one step and returns at once; what became of it is observed later. A target that others
     * can change too refuses if they did since {@code seen}.
     */
    Answer scaleTo(int taskManagers, TargetLook seen);

    /** Told of every tick, so that people can read at the target what was decided and why. Must not throw. */
    default void tell(TickReport report) {}

    /** What became of a request. */
    sealed interface Answer {
        /** In one word. */
        Fate fate();
    }

    /** The target took the request. */
    record Applied() implements Answer {
        @Override
        public Fate fate() {
            return Fate.APPLIED;
        }
    }

    /** An answer that is not yes. */
    sealed interface NotApplied extends Answer {
        Cause why();
    }

    /** The target refused; nothing changed. */
    record Refused(Cause why) implements NotApplied {
        @Override
        public Fate fate() {
            return Fate.REFUSED;
        }
    }

    /** The request failed on its way: whether the target took it, the next look tells. */
    record Failed(Cause why) implements NotApplied {
        @Override
        public Fate fate() {
            return Fate.FAILED;
        }
    }

    /** The target was not asked: the decision is a recommendation. */
    record Recommended(Cause why) implements NotApplied {
        @Override
        public Fate fate() {
            return Fate.RECOMMENDED;
        }
    }
}
