package io.foretide.telemetry;

/**
 * A subtask that has nearly all to do while the others of its vertex wait, as with a key or partition that has most of the
 * records.
 *
 * @param vertex name of the vertex
 * @param busyRatio of the hottest subtask, 0-1
 * @param othersBusyRatio mean of the others, 0-1
 */
public record HotSubtask(String vertex, double busyRatio, double othersBusyRatio) {
    /** From here on a subtask has no reserve. */
    private static final double HOT = 0.9;
    /** Others that are busier than this could not take over much: more of them help. */
    private static final double COLD = 0.4;

    /** Whether more subtasks would wait beside the hot one. */
    public boolean isAlone() {
        return busyRatio >= HOT && othersBusyRatio < COLD;
    }
}
