package io.foretide.scaler;

/**
 * Something whose number of TaskManagers can be set: the only lever of Flink's Reactive Mode. Implementations are thread-safe.
 */
public interface ScalingTarget extends AutoCloseable {
    /** The TaskManagers asked for so far, whether or not they are up yet. */
    int taskManagers();

    /** Asks for {@code taskManagers} in one step and returns at once; what became of it is observed through telemetry. */
    Answer scaleTo(int taskManagers);

    @Override
    void close();

    /** Whether the target took the request. */
    sealed interface Answer {}

    /** The target took the request. */
    record Applied() implements Answer {}

    /** The target refused; nothing changed. */
    record Refused(String reason) implements Answer {}
}
