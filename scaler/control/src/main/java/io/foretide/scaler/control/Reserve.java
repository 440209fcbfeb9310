package io.foretide.scaler.control;

import java.util.OptionalInt;
import java.util.function.Consumer;

/** Pods that hold room for TaskManagers to come, told of every tick. Implementations are thread-safe. */
public interface Reserve extends Consumer<TickReport> {
    /** How many Pods are asked for. */
    int pods();

    /** TaskManagers that would find room at once; empty if no room is asked for, or somebody else keeps it. */
    OptionalInt room();
}
