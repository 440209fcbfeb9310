package io.foretide.scaler.control;

import io.foretide.planner.decision.Cause;
import io.foretide.telemetry.JobTopology;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something whose number of TaskManagers can be set: the only lever of Flink's Reactive Mode. Implementations are thread-safe.
 */
public interface ScalingTarget {
    /**
     * What is there now.
     *
     * @throws IOException if it cannot be told: nothing is decided then
     */
    TargetSnapshot read() throws IOException;

    /**
     * Its Pods, where there are any: a smaller question than the whole, for whoever follows a rescale.
     *
     * @throws IOException if it cannot be told
     */
    default Optional<PodCount> pods() throws IOException {
        return read().pods();
    }

    /**
     * Asks for {@code taskManagers} in one step and returns at once; what became of it is observed later. A target that others
     * can change too refuses if they did since {@code seen}.
     */
    Answer scaleTo(int taskManagers, TargetSnapshot seen);

    /**
     * The same for a target that can size the job's slot sharing groups apart.
     *
     * @param shape the shares that the groups are to have; one that is not {@link JobTopology#isApart} asks for no change of them
     */
    default Answer scaleTo(int taskManagers, JobTopology shape, TargetSnapshot seen) {
        return scaleTo(taskManagers, seen);
    }

    /** Whether it only pretends to take what it is asked for: nothing comes of it that could be observed. */
    default boolean isPretended() {
        return false;
    }

    /** What it leaves alone: parts of the job, and the parallelism that they keep. It is remembered for it. */
    default Map<String, Integer> kept() {
        return Map.of();
    }

    /** Reminds it of what it has left alone in another process, before its first decision in this one; later calls do nothing. */
    default void keep(Map<String, Integer> parallelism) {}

    /** What it has given fewer slots than the others, and which parallelism: nobody else has set that. It is remembered for it. */
    default Map<String, Integer> apart() {
        return Map.of();
    }

    /** Reminds it of what it has sized apart in another process, like {@link #keep}. */
    default void keepApart(Map<String, Integer> parallelism) {}

    /** Told of every tick, so that people can read at the target what was decided and why. Must not throw. */
    default void tell(TickReport report) {}

    /** Told of what is wrong with the service itself, once, by any thread, so that people can read it there. Must not throw. */
    default void warn(String sentence) {}

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

        /** Both in one sentence, such as "Refused: kubectl has set 5 replicas meanwhile." */
        default String sentence() {
            String word = fate().word();
            return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + ": " + why().sentence() + ".";
        }
    }

    /** The target refused; nothing changed. */
    record Refused(Cause why) implements NotApplied {
        @Override
        public Fate fate() {
            return Fate.REFUSED;
        }
    }

    /** The request failed on its way: whether the target took it, the next reading tells. */
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
