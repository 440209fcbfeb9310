package io.foretide.planner.simulation;

/**
 * A fluid queue: what arrives is processed at slots x rate, the rest waits; records are conserved. A rescale stops
 * processing for the restart time; when scaling up, the pause ends exactly when the lead time does. Not thread-safe.
 */
final class SimulatedJob {
    private final SimulationSettings settings;
    private int runningTaskManagers;
    private int targetTaskManagers;
    private double clockSeconds;
    private double changeAtSeconds;
    private double pauseFromSeconds = Double.POSITIVE_INFINITY;
    private double pauseToSeconds = Double.NEGATIVE_INFINITY;
    private double backlogRecords;
    private double processedRecords;

    SimulatedJob(SimulationSettings settings, int taskManagers) {
        this.settings = settings;
        this.runningTaskManagers = taskManagers;
        this.targetTaskManagers = taskManagers;
    }

    /** Asks for a size; a request while another is under way replaces it. */
    void scaleTo(int taskManagers) {
        if (taskManagers == targetTaskManagers) {
            return;
        }
        double restart = settings.restartTime().toMillis() / 1000.0;
        double lead = settings.leadTime().toMillis() / 1000.0;
        boolean up = taskManagers > runningTaskManagers;
        changeAtSeconds = clockSeconds + (up ? Math.max(lead, restart) : 0);
        pauseFromSeconds = up ? changeAtSeconds - restart : clockSeconds;
        pauseToSeconds = pauseFromSeconds + restart;
        targetTaskManagers = taskManagers;
    }

    /** Lets {@code seconds} pass with a constant demand; returns the busy share of the slots. */
    double step(double seconds, double demandRecordsPerSecond) {
        if (clockSeconds >= changeAtSeconds) {
            runningTaskManagers = targetTaskManagers;
        }
        boolean paused = clockSeconds >= pauseFromSeconds && clockSeconds < pauseToSeconds;
        double capacity = paused ? 0 : slots() * settings.recordsPerSecondPerSlot() * seconds;
        double waiting = backlogRecords + demandRecordsPerSecond * seconds;
        double processed = Math.min(waiting, capacity);
        backlogRecords = waiting - processed;
        processedRecords += processed;
        clockSeconds += seconds;
        return capacity == 0 ? 1 : processed / capacity;
    }

    int slots() {
        return runningTaskManagers * settings.slotsPerTaskManager();
    }

    int taskManagers() {
        return targetTaskManagers;
    }

    /** Slots that are paid for: those that run and those that start. */
    int paidSlots() {
        return Math.max(runningTaskManagers, targetTaskManagers) * settings.slotsPerTaskManager();
    }

    double backlogRecords() {
        return backlogRecords;
    }

    double processedRecords() {
        return processedRecords;
    }
}
